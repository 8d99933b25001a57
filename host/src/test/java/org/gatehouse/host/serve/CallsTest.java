package org.gatehouse.host.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.api.gating.InvalidRewardsException;
import org.gatehouse.api.gating.InvalidUidException;
import org.gatehouse.api.selection.NotEnoughPeersException;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.meters.Meters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each call of a service is counted once, by how it ended. */
final class CallsTest {

  @TempDir private Path folder;

  private final Meters meters = new Meters();
  private TestService served;
  private GateService service;

  @BeforeEach
  void open() {
    served = TestService.of(new FakeGate(4), folder).whole(meters).open();
    service = served.service();
  }

  @AfterEach
  void close() {
    served.close();
    meters.close();
  }

  private void assertCounted(String call, int good, int refused, int failed) {
    assertThat(meters.scrape())
        .contains(sample(call, "ok", good))
        .contains(sample(call, "refused", refused))
        .contains(sample(call, "failed", failed));
  }

  private static String sample(String call, String outcome, int count) {
    return "gatehouse_host_%s_seconds_count{outcome=\"%s\"} %d\n".formatted(call, outcome, count);
  }

  @Test
  void forScores() {
    service.forward(List.of("a", "b"), null);
    assertThatThrownBy(() -> service.forward(List.of("unscorable"), null))
        .isInstanceOf(InvalidMessageException.class);
    assertThatThrownBy(() -> service.forward(List.of("a"), new SelectionAsked(5, null, Set.of())))
        .isInstanceOf(NotEnoughPeersException.class);
    assertThatThrownBy(
            () -> service.forward(List.of("a"), new SelectionAsked(1, "nobody", Set.of())))
        .isInstanceOf(ServiceException.class);
    assertThatThrownBy(() -> service.forward(List.of("defect"), null))
        .isInstanceOf(IllegalStateException.class);
    assertCounted("forward", 1, 3, 1);
  }

  @Test
  void withRewards() {
    String id = service.forward(List.of("a"), null).results().get(0).scoresId();
    float[] one = {1};
    assertThatThrownBy(() -> service.backward("nobody", Uids.of(0), one))
        .isInstanceOf(ServiceException.class);
    assertThatThrownBy(() -> service.backward(id, Uids.of(4), one))
        .isInstanceOf(InvalidUidException.class);
    assertThatThrownBy(() -> service.backward(id, Uids.of(0), new float[] {Float.NaN}))
        .isInstanceOf(InvalidRewardsException.class);
    service.backward(id, Uids.of(0), one);
    assertThatThrownBy(() -> service.backward(id, Uids.of(0), one))
        .isInstanceOf(ScoresUsedException.class);
    assertCounted("backward", 1, 4, 0);
  }

  @Test
  void withANetwork() {
    service.resync(snapshot(5));
    assertThatThrownBy(() -> service.resync(snapshot(4))).isInstanceOf(ServiceException.class);
    assertThatThrownBy(() -> service.resync(new byte[0])).isInstanceOf(ServiceException.class);
    assertThatThrownBy(service::resync).isInstanceOf(ServiceException.class);
    assertCounted("resync", 1, 3, 0);
  }

  private static byte[] snapshot(long block) {
    return ("{\"netuid\":1,\"block\":" + block + ",\"neurons\":[{\"uid\":0,\"hotkey\":\"a\"}]}")
        .getBytes(StandardCharsets.UTF_8);
  }
}

package org.gatehouse.host.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gatehouse.api.Uids;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.meters.Meters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the network that was pushed last when the service starts again. */
final class PushedMetagraphsTest {

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("pushed-metagraph.json");
  }

  private static byte[] snapshot(long block, String... hotkeys) {
    StringBuilder neurons = new StringBuilder();
    for (int uid = 0; uid < hotkeys.length; uid++) {
      neurons.append(uid == 0 ? "" : ",");
      neurons.append("{\"uid\":%d,\"hotkey\":\"%s\"}".formatted(uid, hotkeys[uid]));
    }
    return "{\"netuid\":1,\"block\":%d,\"neurons\":[%s]}"
        .formatted(block, neurons)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsDamagedIsSetAsideAndKept() throws IOException {
    for (String aside : List.of(".damaged", ".damaged-2", ".damaged-3")) {
      String text = "{\"netuid\":1,\"block\":" + aside;
      Files.writeString(file(), text);
      assertThat(TestService.kept(folder)).isEmpty();
      assertThat(file()).doesNotExist();
      assertThat(Path.of(file() + aside)).hasContent(text);
    }
  }

  @Test
  void whatCannotBeReadIsAFailureAndStaysWhereItIs() throws IOException {
    Files.createDirectory(file());
    assertThatThrownBy(() -> TestService.kept(folder))
        .isInstanceOf(MetagraphException.class)
        .hasMessageStartingWith(file() + ": expected a file that can be read");
    assertThat(file()).isDirectory();
  }

  @Test
  void theStateKnowsItsPeersWithoutIt() throws IOException {
    String taught;
    try (Meters meters = new Meters();
        TestService service = open(meters)) {
      service.service().resync(snapshot(5, "alice", "bob"));
      String id = service.service().forward(List.of("hi"), null).results().get(0).scoresId();
      service.service().backward(id, Uids.of(0, 1), new float[] {1, 1});
      taught = service.service().model().stateSha256();
    }
    Files.writeString(file(), "{");
    try (Meters meters = new Meters();
        TestService service = open(meters)) {
      assertThat(service.service().metagraph()).isEmpty();
      assertThat(service.service().model().stateSha256()).isEqualTo(taught);
      Resynced resynced = service.service().resync(snapshot(6, "alice", "eve"));
      assertThat(resynced.report().replaced().toArray()).containsExactly(1);
      assertThat(TestService.kept(folder)).map(Metagraph::block).hasValue(6L);
    }
  }

  private TestService open(Meters meters) {
    TestService.Builder service = TestService.of(new FakeGate(2), folder).whole(meters);
    Optional<Metagraph> kept = TestService.kept(folder);
    kept.ifPresent(service::metagraph);
    return service.open();
  }
}

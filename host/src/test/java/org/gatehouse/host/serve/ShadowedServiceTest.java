package org.gatehouse.host.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.shadow.Asked;
import org.gatehouse.host.shadow.Shadow;
import org.gatehouse.host.shadow.ShadowState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shadow is shown of a served gate. */
final class ShadowedServiceTest {

  @TempDir private Path folder;

  private final Witness shadow = new Witness();

  /** Writes down what it is shown. */
  private static final class Witness implements Shadow {

    private final List<Asked> asked = new ArrayList<>();
    private final List<String> rewarded = new ArrayList<>();
    private int closed;

    @Override
    public void scored(Asked shown) {
      asked.add(shown);
    }

    @Override
    public void rewarded(
        String scoresId, GateScores served, float[] rewards, @Nullable Metagraph known) {
      rewarded.add(scoresId + " " + served.uids() + " " + Arrays.toString(rewards));
    }

    @Override
    public Optional<ShadowState> state() {
      return Optional.empty();
    }

    @Override
    public void close() {
      closed++;
    }
  }

  /** Returns a gate that says of each step that it trained uids 3, 1 and 3 again. */
  private static GatingModel odd(GatingModel gate) {
    return (GatingModel)
        Proxy.newProxyInstance(
            ShadowedServiceTest.class.getClassLoader(),
            new Class<?>[] {GatingModel.class},
            (proxy, method, args) -> {
              Object result = method.invoke(gate, args);
              return result instanceof TrainingStep step
                  ? new TrainingStep(step.step(), 0, 0, Uids.of(3, 1, 3), Uids.of(2))
                  : result;
            });
  }

  @Test
  void isShownMessagesWithTheirChoiceAndOnlyRewardsThatWereLearned() {
    try (TestService service = TestService.of(odd(new FakeGate(4)), folder).shadow(shadow).open()) {
      Scored scored =
          service
              .service()
              .forward(List.of("one", "two"), new SelectionAsked(2, "uniform", Set.of()));
      service.service().forward(List.of("three"), null);
      assertThat(shadow.asked).hasSize(2);
      Asked first = shadow.asked.get(0);
      assertThat(first.known()).isNull();
      assertThat(first.choosing().selector()).isEqualTo("uniform");
      assertThat(first.choosing().request().k()).isEqualTo(2);
      for (int i = 0; i < 2; i++) {
        Asked.Message message = first.messages().get(i);
        Scored.Result result = scored.results().get(i);
        assertThat(message.scoresId()).isEqualTo(result.scoresId());
        assertThat(message.text()).isEqualTo(List.of("one", "two").get(i));
        assertThat(message.selection().choices())
            .extracting(choice -> choice.uid() + " " + choice.propensity())
            .containsExactlyElementsOf(
                result.choice().peers().stream()
                    .map(peer -> peer.uid() + " " + peer.propensity())
                    .toList());
      }
      assertThat(shadow.asked.get(1).choosing()).isNull();
      assertThat(shadow.asked.get(1).messages().get(0).selection()).isNull();

      String id = scored.results().get(0).scoresId();
      service.service().backward(id, Uids.of(1, 2), new float[] {0.5f, 0.25f});
      assertThat(shadow.rewarded).containsExactly(id + " [1] [0.5]");
      assertThat(shadow.closed).isZero();
    }
    assertThat(shadow.closed).isEqualTo(1);
  }
}

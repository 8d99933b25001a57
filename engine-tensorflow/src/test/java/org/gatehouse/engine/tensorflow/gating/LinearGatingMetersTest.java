package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.gatehouse.engine.tensorflow.gating.GateFixture.HashingEncoder;
import org.junit.jupiter.api.Test;

class LinearGatingMetersTest {

  /** Sums counters and counts timings. */
  private static final class Sums implements MeterSink {

    final Map<String, Long> values = new TreeMap<>();

    @Override
    public void count(String meter, long amount) {
      values.merge(meter, amount, Long::sum);
    }

    @Override
    public void time(String meter, Duration duration) {
      assertThat(duration).isPositive();
      values.merge(meter, 1L, Long::sum);
    }
  }

  @Test
  void passesMessagesStepsDroppedRewardsAndReplacedPeersAreMeasured() {
    Sums sums = new Sums();
    Metagraph metagraph = GateFixture.network(1, "a", "b", "c");
    Path unused = Path.of("target", "unused");
    GatingContext context =
        GatingContext.builder(unused, unused).metagraph(metagraph).meters(sums).build();
    try (FakeGate gate = new FakeGate("fake", new HashingEncoder(), "num-uids = 3", context)) {
      List<GateScores> scores = gate.forward(List.of("one", "two", "one"));
      gate.backward(scores.get(0), new float[3]);
      gate.resync(metagraph, GateFixture.network(2, "a", "x", "y"));
      gate.backward(scores.get(1), new float[3]);
    }
    assertThat(sums.values)
        .isEqualTo(
            Map.of(
                "gatehouse.gate.forward", 1L,
                "gatehouse.gate.messages", 3L,
                "gatehouse.gate.encodings.hits", 1L,
                "gatehouse.gate.encodings.misses", 2L,
                "gatehouse.gate.backward", 2L,
                "gatehouse.gate.dropped", 2L,
                "gatehouse.gate.replaced", 2L));
  }
}

package org.gatehouse.host.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.fakes.FakeGate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MeteredGateTest {

  private final Meters meters = new Meters();
  private final FakeGate fake = new FakeGate(3);
  private final MeteredGate gate = new MeteredGate(fake, meters);

  @AfterEach
  void close() {
    meters.close();
  }

  private String value(String sample) {
    return Samples.find(meters, sample).orElseThrow();
  }

  private static Metagraph network(long block) {
    return Metagraph.of(1, block, List.of(Neuron.of(0, "a")));
  }

  @Test
  void aStepTellsItsLossAndItsRewards() {
    GateScores scores = gate.forward("a");
    gate.backward(scores.select(Uids.of(0, 1)), new float[] {-3, 1});
    gate.backward(scores.select(Uids.of(2)), new float[] {4});
    assertThat(value("gatehouse_host_loss_count")).isEqualTo("2");
    assertThat(value("gatehouse_host_loss_sum")).isEqualTo("1.5");
    assertThat(value("gatehouse_host_gradient_norm_count")).isEqualTo("2");
    assertThat(value("gatehouse_host_reward")).isEqualTo("1.5");
  }

  @Test
  void theRestIsTheGates() {
    assertThat(gate.numUids()).isEqualTo(3);
    assertThat(gate.capabilities()).isEqualTo(fake.capabilities());
    assertThat(gate.extension(FakeGate.class)).isEqualTo(Optional.of(fake));
    assertThat(gate.snapshot().gate()).isEqualTo("fake");
    gate.restore(gate.snapshot(), network(5));
    gate.close();
    assertThat(fake.calls()).endsWith("close");
  }
}

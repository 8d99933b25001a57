package org.gatehouse.api.gating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.gatehouse.api.Uids;
import org.gatehouse.api.metagraph.Metagraph;
import org.junit.jupiter.api.Test;

class GatingModelTest {

  /** A gate with nothing but what every gate must have; scores a message by its length. */
  private static class PlainGate implements GatingModel {

    @Override
    public int numUids() {
      return 1;
    }

    @Override
    public List<GateScores> forward(List<String> messages) {
      return messages.stream()
          .map(m -> GateScores.of(new UUID(0, 1), 0, Uids.of(0), new float[] {m.length()}, m))
          .toList();
    }

    @Override
    public TrainingStep backward(GateScores scores, float[] rewards) {
      throw new UnsupportedCapabilityException(Capability.LEARN, "plain gates learn nothing");
    }

    @Override
    public ResyncReport resync(Metagraph previous, Metagraph latest) {
      throw new UnsupportedCapabilityException(Capability.RESYNC, "plain gates know nobody");
    }

    @Override
    public GatingSnapshot snapshot() {
      throw new UnsupportedCapabilityException(Capability.SNAPSHOT, "plain gates have no state");
    }

    @Override
    public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
      throw new UnsupportedCapabilityException(Capability.SNAPSHOT, "plain gates have no state");
    }

    @Override
    public void close() {}
  }

  /** One that also shows its representation. */
  private static final class ShowingGate extends PlainGate implements Representing {

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public float[] representation(GateScores scores) {
      return new float[] {1};
    }
  }

  @Test
  void oneMessageIsABatchOfOne() {
    try (GatingModel gate = new PlainGate()) {
      assertThat(gate.forward("four").scoreOf(0)).isEqualTo(4);
    }
  }

  @Test
  void aGateCanEverythingUnlessItSaysOtherwise() {
    try (GatingModel gate = new PlainGate()) {
      assertThat(gate.capabilities()).containsExactly(Capability.values());
    }
  }

  @Test
  void anExtensionIsFoundOnlyWhereItIs() {
    try (GatingModel plain = new PlainGate();
        GatingModel showing = new ShowingGate()) {
      assertThat(plain.extension(Representing.class)).isEmpty();
      assertThat(showing.extension(Representing.class)).containsSame((Representing) showing);
    }
  }

  @Test
  void whatAGateCannotDoIsNamed() {
    UnsupportedCapabilityException failure =
        new UnsupportedCapabilityException(Capability.LEARN, "read-only");

    assertThat(failure.capability()).isEqualTo(Capability.LEARN);
    assertThat(failure).hasMessage("read-only");
  }
}

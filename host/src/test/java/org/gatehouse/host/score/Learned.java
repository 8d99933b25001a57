package org.gatehouse.host.score;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.state.SnapshotFile;

/** What a fake gate has learned. */
final class Learned {

  private Learned() {}

  /** Writes that alice at uid 0 earned 0.25 and bob at uid 1 0.5, by block 9. */
  static Path snapshot(Path folder) {
    Path file = folder.resolve("learned.safetensors");
    Metagraph network = Metagraph.of(1, 9, List.of(Neuron.of(0, "alice"), Neuron.of(1, "bob")));
    try (FakeGate gate = new FakeGate(4, network, EnumSet.allOf(Capability.class))) {
      gate.backward(gate.forward("any").select(0, 1), new float[] {0.25f, 0.5f});
      SnapshotFile.write(file, gate.snapshot());
    }
    return file;
  }
}

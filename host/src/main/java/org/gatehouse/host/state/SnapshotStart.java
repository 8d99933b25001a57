package org.gatehouse.host.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.host.cli.Console;
import org.gatehouse.state.SnapshotFile;

/** What a gate had learned, for a command that starts with it. */
public final class SnapshotStart {

  private final GatingSnapshot snapshot;

  private SnapshotStart(GatingSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * Reads a snapshot.
   *
   * @throws org.gatehouse.api.GatehouseException if the file is none
   */
  public static SnapshotStart read(Path file) {
    return new SnapshotStart(SnapshotFile.read(file));
  }

  /** Returns the network of the peers that it knows; empty if it knows none. */
  public Optional<Metagraph> metagraph() {
    if (snapshot.hotkeys().isEmpty()) {
      return Optional.empty();
    }
    Integer netuid = snapshot.netuid();
    Long block = snapshot.block();
    List<Neuron> neurons =
        snapshot.hotkeys().entrySet().stream()
            .map(peer -> Neuron.of(peer.getKey(), peer.getValue()))
            .toList();
    return Optional.of(
        Metagraph.of(netuid == null ? 0 : netuid, block == null ? 0 : block, neurons));
  }

  /**
   * Has a new gate take it over, and says what became of its peers, of the gate and of its seed.
   *
   * @throws org.gatehouse.api.GatehouseException if the gate is another, or restores nothing
   */
  public void restore(Gatehouse gatehouse, Console console) {
    int numUidsBefore = gatehouse.gate().numUids();
    RestoreReport report = gatehouse.gate().restore(snapshot, gatehouse.metagraph());
    int numUids = gatehouse.gate().numUids();
    console.message(
        "restored %d peers after %d steps; %d start afresh, %d are gone%s"
            .formatted(
                report.restored().size(),
                report.step(),
                report.reset().size(),
                report.gone().size(),
                numUids == numUidsBefore
                    ? ""
                    : "; the gate's uid space grew from %d to %d"
                        .formatted(numUidsBefore, numUids)));
    long seed = gatehouse.config().seed();
    if (snapshot.seed() != seed) {
      console.message(
          "the snapshot's seed %d counts for the gate from here on, not %d"
              .formatted(snapshot.seed(), seed));
    }
  }
}

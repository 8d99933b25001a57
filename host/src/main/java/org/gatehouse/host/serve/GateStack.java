package org.gatehouse.host.serve;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.host.batching.BatchingGate;
import org.gatehouse.host.batching.BatchingSettings;
import org.gatehouse.host.meters.MeteredGate;
import org.gatehouse.host.meters.Meters;
import org.gatehouse.state.DurableGate;
import org.gatehouse.state.RecoveryReport;
import org.gatehouse.state.StateSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate as it is served: the configured one, made durable, its calls joined into batches, and
 * all of it measured.
 *
 * @param gate the outermost wrapper, which closes the others, but not the configured gate
 * @param troubles what keeps learned state from being durable, in words
 */
record GateStack(GatingModel gate, Supplier<List<String>> troubles) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GateStack.class);

  /**
   * What a stack is made of beside the gate.
   *
   * @param patience how long a call waits for its batch
   */
  record Plan(StateSettings state, BatchingSettings batching, Duration patience, Meters meters) {

    /** Returns where the service reports what it measures. */
    Telemetry telemetry() {
      return new Telemetry(meters, meters::time, meters::request, meters::scrape);
    }
  }

  /**
   * Wraps the configured gate.
   *
   * @param network the network as it is now, if one is known
   */
  static GateStack open(Gatehouse gatehouse, Optional<Metagraph> network, Plan plan) {
    GatingModel configured = gatehouse.gate();
    if (!configured.capabilities().contains(Capability.SNAPSHOT)) {
      LOG.warn(
          "gate {} makes no snapshots: what it learns ends with this process",
          gatehouse.config().gateName());
      return new GateStack(measured(configured, plan), List::of);
    }
    DurableGate durable = DurableGate.open(plan.state(), configured, network, plan.meters());
    plan.meters()
        .gauge(
            "gatehouse.state.snapshot.age",
            () -> durable.health().snapshotAge().toMillis() / 1000.0);
    plan.meters().gauge("gatehouse.state.log.bytes", () -> (double) durable.health().logBytes());
    say(plan.state(), durable.recovery());
    return new GateStack(
        measured(durable, plan), () -> durable.health().problem().stream().toList());
  }

  private static GatingModel measured(GatingModel gate, Plan plan) {
    BatchingGate batching =
        new BatchingGate(gate, plan.batching(), plan.patience(), plan.meters()::batch);
    plan.meters().gauge("gatehouse.host.queue", () -> (double) batching.waiting());
    return new MeteredGate(batching, plan.meters());
  }

  private static void say(StateSettings state, RecoveryReport recovery) {
    LOG.info(
        "state of {}: {} training steps{}, {} of them from the log",
        state.folder(),
        recovery.step(),
        recovery.snapshot().map(file -> " from " + file.getFileName()).orElse(", new"),
        recovery.replayedSteps());
  }

  @Override
  public void close() {
    gate.close();
  }
}

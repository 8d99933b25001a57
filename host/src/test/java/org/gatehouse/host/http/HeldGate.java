package org.gatehouse.host.http;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.host.fakes.FakeGate;

/** A fake gate that can be held while it works, or made to fail. */
final class HeldGate implements GatingModel {

  private final FakeGate gate;
  private final Semaphore entered = new Semaphore(0);
  private volatile CountDownLatch hold = new CountDownLatch(0);
  private volatile boolean firm;
  private volatile RuntimeException failure;

  HeldGate(FakeGate gate) {
    this.gate = gate;
  }

  /** Lets nothing pass until {@link #letGo}, and forgets the calls that have begun. */
  void hold() {
    hold = new CountDownLatch(1);
    entered.drainPermits();
  }

  /** Holds calls even if they are interrupted, as an engine would. */
  void holdFirmly() {
    firm = true;
    hold();
  }

  void letGo() {
    hold.countDown();
  }

  /** Waits until another call has begun. */
  void awaitCall() throws InterruptedException {
    entered.acquire();
  }

  /** Makes all calls fail, or none with {@code null}. */
  void failWith(RuntimeException value) {
    failure = value;
  }

  private FakeGate pass() {
    entered.release();
    boolean interrupted = false;
    while (hold.getCount() > 0 && (firm || !interrupted)) {
      try {
        hold.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
    return gate;
  }

  @Override
  public int numUids() {
    return gate.numUids();
  }

  @Override
  public List<GateScores> forward(List<String> messages) {
    return pass().forward(messages);
  }

  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    return pass().backward(scores, rewards);
  }

  @Override
  public ResyncReport resync(Metagraph previous, Metagraph latest) {
    return pass().resync(previous, latest);
  }

  @Override
  public GatingSnapshot snapshot() {
    return pass().snapshot();
  }

  @Override
  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    return pass().restore(snapshot, metagraph);
  }

  @Override
  public Set<Capability> capabilities() {
    return gate.capabilities();
  }

  @Override
  public void close() {
    gate.close();
  }
}

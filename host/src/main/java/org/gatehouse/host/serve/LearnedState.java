package org.gatehouse.host.serve;

import java.util.concurrent.atomic.AtomicLong;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.state.StateDigest;
import org.jspecify.annotations.Nullable;

/** What a gate has learned, looked at anew only after something changed. Thread-safe. */
final class LearnedState {

  private final GatingModel gate;
  private final AtomicLong changes = new AtomicLong();
  private @Nullable Summary last;
  private long lastAt = -1;

  /** A look at it; everything {@code null} of a gate that makes no snapshots. */
  record Summary(@Nullable String encoder, @Nullable Long steps, @Nullable String sha256) {}

  LearnedState(GatingModel gate) {
    this.gate = gate;
  }

  /** Takes note that it is not what it was. */
  void changed() {
    changes.incrementAndGet();
  }

  /** Returns a summary, which takes as long as a snapshot if something changed. */
  synchronized Summary summary() {
    // What changes from here on makes this summary an old one.
    long now = changes.get();
    Summary known = last;
    if (known != null && lastAt == now) {
      return known;
    }
    Summary summary = look();
    last = summary;
    lastAt = now;
    return summary;
  }

  private Summary look() {
    if (!gate.capabilities().contains(Capability.SNAPSHOT)) {
      return new Summary(null, null, null);
    }
    GatingSnapshot snapshot = gate.snapshot();
    return new Summary(snapshot.encoder(), snapshot.step(), StateDigest.sha256(snapshot));
  }
}

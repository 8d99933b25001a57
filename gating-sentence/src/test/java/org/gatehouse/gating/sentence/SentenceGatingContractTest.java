package org.gatehouse.gating.sentence;

import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.testkit.GateUnderTest;
import org.gatehouse.testkit.GatingContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The gate keeps the published contract, on the real weights of all-MiniLM-L6-v2. */
class SentenceGatingContractTest extends GatingContract {

  private static @Nullable GatingModel holder;

  /** Holds the shared encoder, so that it is not loaded anew for every rule. */
  @BeforeAll
  static void holdTheEncoder() {
    holder = SentenceGate.open("", SentenceGate.network(1, 1));
  }

  @AfterAll
  static void releaseTheEncoder() {
    if (holder != null) {
      holder.close();
    }
  }

  @Override
  protected GateUnderTest gate() {
    return GateUnderTest.of(new SentenceGatingProvider())
        .with("gatehouse.gating.learning-rate = 0.5")
        .withCacheFolder(SentenceGate.CACHE)
        .withDifferentiableLoss("head.weight");
  }
}

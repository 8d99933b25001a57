package org.gatehouse.gating.gptneo;

import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.testkit.GateUnderTest;
import org.gatehouse.testkit.GatingContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, with the small encoder. */
abstract class GptNeoContract extends GatingContract {

  private static @Nullable GatingModel holder;

  /** Holds the shared encoder, so that it is not loaded anew for every rule. */
  @BeforeAll
  static void holdTheEncoder() {
    holder = GptNeoGate.open("", GptNeoGate.network(1, 1));
  }

  @AfterAll
  static void releaseTheEncoder() {
    if (holder != null) {
      holder.close();
    }
  }

  /** The gate as it comes, without settings. */
  abstract GateUnderTest plain();

  @Override
  protected final GateUnderTest gate() {
    return plain()
        .with(GptNeoGate.MODEL_NAME + "gatehouse.gating.learning-rate = 0.5")
        .withCacheFolder(GptNeoGate.CACHE)
        .withDifferentiableLoss("head.lazy.weight");
  }
}

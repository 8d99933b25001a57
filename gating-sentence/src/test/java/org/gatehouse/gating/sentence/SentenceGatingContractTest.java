package org.gatehouse.gating.sentence;

import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.engine.tensorflow.fixture.TinyGptNeo;
import org.gatehouse.testkit.GateUnderTest;
import org.gatehouse.testkit.GatingContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The gate keeps the contract on the class path, here on a small encoder of another family. */
class SentenceGatingContractTest extends GatingContract {

  private static final String MODEL =
      "gatehouse.gating.sentence.model-name = "
          + ConfigUtil.quoteString(TinyGptNeo.in(Path.of("target")).toString())
          + "\n";

  private static @Nullable GatingModel holder;

  /** Holds the shared encoder, so that it is not loaded anew for every rule. */
  @BeforeAll
  static void holdTheEncoder() {
    holder = SentenceGate.open(MODEL, SentenceGate.network(1, 1));
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
        .with(MODEL + SentenceGate.FORGETFUL + "gatehouse.gating.learning-rate = 0.5")
        .withCacheFolder(SentenceGate.CACHE)
        .withDifferentiableLoss("head.lazy.weight");
  }
}

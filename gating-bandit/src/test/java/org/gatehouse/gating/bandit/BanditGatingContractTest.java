package org.gatehouse.gating.bandit;

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
class BanditGatingContractTest extends GatingContract {

  private static final String MODEL =
      "gatehouse.gating.bandit.model-name = "
          + ConfigUtil.quoteString(TinyGptNeo.in(Path.of("target")).toString())
          + "\n";

  private static @Nullable GatingModel holder;

  /** Holds the shared encoder, so that it is not loaded anew for every rule. */
  @BeforeAll
  static void holdTheEncoder() {
    holder = BanditGate.open(MODEL, BanditGate.network(1, 1));
  }

  @AfterAll
  static void releaseTheEncoder() {
    if (holder != null) {
      holder.close();
    }
  }

  @Override
  protected GateUnderTest gate() {
    return GateUnderTest.of(new BanditGatingProvider())
        .with(MODEL + BanditGate.FORGETFUL)
        .withCacheFolder(BanditGate.CACHE)
        .withPopulation();
  }
}

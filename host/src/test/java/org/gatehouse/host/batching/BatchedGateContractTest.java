package org.gatehouse.host.batching;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.testkit.GateUnderTest;
import org.gatehouse.testkit.GatingContract;
import org.gatehouse.testkit.reference.ReferenceProvider;

/** A batched gate is a gate. */
class BatchedGateContractTest extends GatingContract {

  private static final Config REFERENCE =
      ConfigFactory.parseString(
              """
              gatehouse.gating.reference {
                num-uids = ${gatehouse.gating.num-uids}
                learning-rate = ${gatehouse.gating.learning-rate}
                momentum = ${gatehouse.gating.momentum}
                learn = ${gatehouse.gating.learn}
                max-message-bytes = ${gatehouse.gating.max-message-bytes}
              }
              """)
          .withFallback(ConfigFactory.defaultReferenceUnresolved());

  private static final class BatchedProvider implements GatingModelProvider {

    private final GatingModelProvider provider = new ReferenceProvider();

    @Override
    public List<ConfigProblem> check(Config config) {
      return provider.check(config);
    }

    @Override
    public GatingModel create(Config config, GatingContext context) {
      return new BatchingGate(
          provider.create(config, context),
          new BatchingSettings(8, Duration.ZERO, 256),
          messages -> {});
    }
  }

  @Override
  protected GateUnderTest gate() {
    return GateUnderTest.of(new BatchedProvider(), "reference", REFERENCE)
        .with("gatehouse.gating.learning-rate = 0.1")
        .withDifferentiableLoss("weight");
  }
}

package org.gatehouse.testkit;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link org.gatehouse.api.gating.GatingModel} as tests: extend it, say with {@link
 * #gate} how your gate is made, and every numbered rule is a test of it.
 *
 * <pre>{@code
 * class HashingContractTest extends GatingContract {
 *   @Override
 *   protected GateUnderTest gate() {
 *     return GateUnderTest.of(new HashingProvider()).with("gatehouse.gating.learning-rate = 0.1");
 *   }
 * }
 * }</pre>
 *
 * <p>Rules that need a capability which the gate does not declare are skipped, and G11.1 tests that
 * it fails fast. What each rule asks for and how it is tested is in {@code docs/contract.md}.
 */
@DisplayNameGeneration(RuleNames.class)
public abstract class GatingContract {

  /** For subclasses. */
  protected GatingContract() {}

  /** Returns the gate to test; called many times. */
  protected abstract GateUnderTest gate();

  @Nested
  class Scores extends GateScoreRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class Learning extends GateLearningRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class Resync extends GateResyncRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class LateRewards extends GateLateRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class Snapshots extends GateSnapshotRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class BadInput extends GateRefusalRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class Concurrency extends GateConcurrencyRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class Lifecycle extends GateLifecycleRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class Determinism extends GateDeterminismRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class Memory extends GateMemoryRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class Capabilities extends GateCapabilityRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class Replay extends GateReplayRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }

  @Nested
  class Explanations extends GateExplanationRules {

    @Override
    GateUnderTest gate() {
      return GatingContract.this.gate();
    }
  }
}

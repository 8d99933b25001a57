package org.gatehouse.benchmarks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A few kills of a served gate; {@code benchmarks/kill-test} runs hundreds. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
final class KillIT {

  @TempDir private Path folder;

  private KillTally kill(Durability durability, int times) throws Exception {
    Installation installation = KillTest.installation(GateKind.HASHING, folder, 1);
    try (KillRun run = new KillRun(installation, durability, folder, 1)) {
      return run.run(times);
    }
  }

  @Test
  void withTheLogNothingAcknowledgedIsLost() throws Exception {
    assertThat(kill(Durability.LOGGED, 5).lost()).isZero();
  }

  @Test
  void ofATornLogTheWholePartIsKeptAndTheRestNamed() throws Exception {
    assertThat(kill(Durability.TORN, 2).torn()).isPositive();
  }
}

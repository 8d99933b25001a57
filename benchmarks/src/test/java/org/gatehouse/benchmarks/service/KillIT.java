package org.gatehouse.benchmarks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A few kills of a served gate; {@code benchmarks/kill-test} runs hundreds. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
final class KillIT {

  private static final long SEED = 1;

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws Exception {
    installation = KillTest.installation(GateKind.HASHING, folder, SEED);
  }

  private KillTally kill(Durability durability, int times) throws Exception {
    try (KillRun run = new KillRun(installation, durability, folder, SEED)) {
      return run.run(times);
    }
  }

  @Test
  void withTheLogNothingAcknowledgedIsLost() throws Exception {
    assertThat(kill(Durability.LOGGED, 5).lost()).isZero();
  }

  @Test
  void ofATornLogTheWholePartIsKeptAndTheRestNamed() throws Exception {
    assertThat(kill(Durability.TORN, 1).torn()).isPositive();
  }

  @Test
  void aSecondHostAndAFullDiskAreRefused() throws Exception {
    new SingleChecks(installation, folder).run();
  }
}

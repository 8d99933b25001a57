package org.gatehouse.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BenchmarkTest {

  @Test
  void noTwoMessagesAreTheSameAndAllHaveAsManyWords() {
    assertThat(Benchmark.messages(0, 300))
        .doesNotHaveDuplicates()
        .allSatisfy(message -> assertThat(message.split(" ", -1)).hasSize(30));
  }
}

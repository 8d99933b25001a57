package org.gatehouse.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.gatehouse.benchmarks.sidebyside.Results.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {

  private static final Key A = new Key("work", 1, "a");
  private static final Key B = new Key("work", 1, "b");

  @TempDir private Path folder;
  private final Results results = new Results();

  @Test
  void ratiosAreThoseWithinRounds() {
    results.put(A, new double[] {1, 10, 100});
    results.put(B, new double[] {2, 30, 400});

    assertThat(results.ratio(B, A)).isEqualTo(3);
  }

  @Test
  void whatWasNotMeasuredHasNoNumber() {
    results.put(A, new double[] {1});

    assertThat(results.ratio(B, A)).isNaN();
    assertThat(results.median(B)).isNaN();
  }

  @Test
  void aFileKeepsAllRounds() throws IOException {
    results.put(A, new double[] {1, 2.5});
    results.put(B, new double[] {3});
    results.write(folder.resolve("results.json"));

    Results read = Results.read(folder.resolve("results.json"));

    assertThat(read.rounds(A)).containsExactly(1, 2.5);
    assertThat(read.rounds(B)).containsExactly(3);
    assertThat(read.json()).isEqualTo(results.json());
  }
}

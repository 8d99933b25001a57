package org.gatehouse.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.host.Cli;
import org.junit.jupiter.api.Test;

final class DemoCommandTest {

  @Test
  void tellsWhatHappensAndEndsWithTheReport() {
    Cli.Result result =
        new Cli().set("gatehouse.gating.model=fake").set("gatehouse.selection.k=3").run("demo");
    assertThat(result.code()).isZero();
    assertThat(result.err())
        .startsWith("A simulated network of 256 peers.")
        .contains("gate fake scores all peers, selector top-k chooses")
        .contains("13 peers were replaced, 243 kept")
        .containsPattern("4000 of 4000 prompts: the chosen peers earned 0\\.\\d{4} on average");
    assertThat(result.out())
        .startsWith("Replay of the simulated network\n\n  gate fake, selector top-k, k 3");
  }

  @Test
  void writesTheReportAsJson() {
    assertThat(new Cli().set("gatehouse.gating.model=fake").run("demo", "--json").out())
        .startsWith("{\"gate\": \"fake\",\"selector\": \"top-k\",\"k\": 5,\"seed\": 42,");
  }
}

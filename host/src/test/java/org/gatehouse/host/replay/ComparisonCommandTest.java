package org.gatehouse.host.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.host.Cli;
import org.gatehouse.host.fakes.FakeGatingProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private final Cli cli =
      Cli.withFakeGate(6).set("gatehouse.selection.k=2").set("gatehouse.gating.seed=9");

  private String log(List<String> lines) throws IOException {
    return Files.writeString(folder.resolve("events.jsonl"), String.join("\n", lines)).toString();
  }

  /** Sixty events with six peers; peer u earns about u / 10, and prompts differ in difficulty. */
  private static List<String> sixty() {
    return IntStream.range(0, 60)
        .mapToObj(
            i ->
                "{\"prompt\": \"p%d\", \"task\": \"t%d\", \"uids\": [0, 1, 2, 3, 4, 5], \"rewards\": [%s]}"
                    .formatted(
                        i,
                        i % 2,
                        IntStream.range(0, 6)
                            .mapToObj(u -> String.valueOf(0.1 * u + 0.01 * ((i * 7 + u * 3) % 13)))
                            .collect(Collectors.joining(", "))))
        .toList();
  }

  private JsonNode json(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of("replay", "--json"));
    all.addAll(List.of(args));
    Cli.Result result = cli.run(all.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return withoutLatency(JSON.readTree(result.out()));
  }

  private static JsonNode withoutLatency(JsonNode node) {
    node.findParents("latency_ms")
        .forEach(
            run -> ((com.fasterxml.jackson.databind.node.ObjectNode) run).remove("latency_ms"));
    return node;
  }

  @Nested
  class Runs {

    @Test
    void everyGateMeetsEverySelectorUnderEverySeed() throws IOException {
      JsonNode found =
          json("--selector", "uniform", "--selector", "top-k", "--seeds", "3", log(sixty()));
      assertThat(found.get("runs"))
          .extracting(run -> run.get("selector").asText() + " " + run.get("seed"))
          .containsExactly(
              "uniform 9", "uniform 10", "uniform 11", "top-k 9", "top-k 10", "top-k 11");
      assertThat(found.get("summary"))
          .extracting(
              summary ->
                  summary.get("gate").asText()
                      + " "
                      + summary.get("selector").asText()
                      + " "
                      + summary.get("seeds")
                      + " "
                      + summary.get("events"))
          .containsExactly("fake uniform [9,10,11] 60", "fake top-k [9,10,11] 60");
    }

    @Test
    void theNextGateIsOpenBeforeTheLastIsClosed() throws IOException {
      final int before = FakeGatingProvider.open();
      FakeGatingProvider.mostOpen();

      json("--seeds", "3", log(sixty()));

      assertThat(FakeGatingProvider.mostOpen()).isEqualTo(before + 2);
      assertThat(FakeGatingProvider.open()).isEqualTo(before);
    }

    @Test
    void theFirstRunIsWhatItIsAlone() throws IOException {
      String log = log(sixty());
      JsonNode alone = json("--selector", "uniform", log);
      JsonNode among = json("--selector", "top-k", "--selector", "uniform", "--seeds", "2", log);
      assertThat(among.get("runs").get(2)).isEqualTo(alone);
    }

    @Test
    void aSelectorThatAddsUncertaintyToOptimisticScoresIsWarnedOfOnce() throws IOException {
      String log = log(sixty());
      cli.set("gatehouse.gating.fake.explains=true").set("gatehouse.gating.fake.optimism=2");
      String[] command = {
        "replay",
        "--selector",
        "ucb",
        "--selector",
        "top-k",
        "--selector",
        "thompson",
        "--seeds",
        "2",
        log
      };
      assertThat(cli.run(command).err().lines().filter(line -> line.contains("uncertainty")))
          .containsExactly(
              "gatehouse.selection.selector = ucb adds uncertainty to scores, and those of gate fake"
                  + " hold it already: peers of which little is known are tried more than either"
                  + " alone would; take the optimism out of the gate (its section is"
                  + " gatehouse.gating.fake), or choose with top-k",
              "gatehouse.selection.selector = thompson adds uncertainty to scores, and those of gate"
                  + " fake hold it already: peers of which little is known are tried more than either"
                  + " alone would; take the optimism out of the gate (its section is"
                  + " gatehouse.gating.fake), or choose with top-k");
      cli.set("gatehouse.gating.fake.optimism=0");
      assertThat(cli.run(command).err()).doesNotContain("uncertainty");
    }

    @Test
    void oneGateAndSelectorGiveAPlainReport() throws IOException {
      JsonNode found =
          json("--gate", "fake", "--gate", "fake", "--selector", "top-k", log(sixty()));
      assertThat(found.get("gate").asText()).isEqualTo("fake");
      assertThat(found.has("runs")).isFalse();
    }

    @Test
    void theSummaryIsTheMeanOfTheRuns() throws IOException {
      JsonNode found = json("--selector", "uniform", "--seeds", "4", log(sixty()));
      double sum = 0;
      for (JsonNode run : found.get("runs")) {
        sum += run.get("reward").get("selected").asDouble();
      }
      JsonNode summary = found.get("summary").get(0);
      double selected = summary.get("reward").get("selected").asDouble();
      assertThat(selected).isEqualTo(sum / 4);
      JsonNode interval = summary.get("interval_95").get("reward");
      assertThat(selected)
          .isBetween(interval.get("low").asDouble(), interval.get("high").asDouble());
    }

    @Test
    void baselinesThatKnowNoOrderAreTheSameInEveryRun() throws IOException {
      JsonNode found = json("--seeds", "3", log(sixty()));
      for (String name : List.of("random", "best_fixed", "oracle")) {
        assertThat(found.get("runs"))
            .extracting(run -> Math.round(1e9 * run.get("reward").get(name).asDouble()))
            .hasSize(3)
            .as(name)
            .containsOnly(
                Math.round(1e9 * found.get("runs").get(0).get("reward").get(name).asDouble()));
      }
      assertThat(found.get("runs"))
          .extracting(run -> run.get("curve").toString())
          .doesNotHaveDuplicates();
    }

    @Test
    void isReproducible() throws IOException {
      String log = log(sixty());
      String[] args = {"--selector", "epsilon-greedy", "--seeds", "2", "--shuffle", log};
      assertThat(json(args)).isEqualTo(json(args));
    }

    @Test
    void theTableHasALineForEachGateAndSelectorAndBaseline() throws IOException {
      Cli.Result result =
          cli.run(
              "replay",
              "--selector",
              "uniform",
              "--selector",
              "top-k",
              "--seeds",
              "3",
              log(sixty()));
      assertThat(result.out().lines())
          .anySatisfy(line -> assertThat(line).contains("seeds 9 to 11"))
          .anySatisfy(line -> assertThat(line).startsWith("  fake                uniform"))
          .anySatisfy(line -> assertThat(line).startsWith("  fake                top-k"))
          .anySatisfy(line -> assertThat(line).startsWith("  random  ").contains("0.000"))
          .anySatisfy(line -> assertThat(line).startsWith("  best fixed  ").contains("1.000"));
      assertThat(result.err())
          .contains("replay 6 of 6: gate fake, selector top-k, seed 11")
          .doesNotContain("skipped");
    }

    @Test
    void skippedLinesAreNamedOnce() throws IOException {
      List<String> lines = new ArrayList<>(sixty());
      lines.add(3, "[]");
      Cli.Result result = cli.run("replay", "--strict", "--seeds", "3", "--json", log(lines));
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err().lines()).filteredOn(line -> line.contains("; skipped")).hasSize(1);
      assertThat(JSON.readTree(result.out()).get("runs"))
          .extracting(run -> run.get("skipped").asInt())
          .containsExactly(1, 1, 1);
    }
  }

  @Nested
  class Order {

    private List<String> changing() {
      return List.of(
          "{\"prompt\": \"a\", \"uids\": [0], \"rewards\": [0.1], \"hotkeys\": [\"x\"]}",
          "{\"prompt\": \"b\", \"uids\": [0], \"rewards\": [0.2], \"hotkeys\": [\"y\"]}",
          "{\"prompt\": \"c\", \"uids\": [0], \"rewards\": [0.3], \"hotkeys\": [\"y\"]}");
    }

    @Test
    void shuffleChangesTheOrderOfTheFirstRun() throws IOException {
      String log = log(sixty());
      JsonNode shuffled = json("--shuffle", log);
      assertThat(shuffled.get("curve")).isNotEqualTo(json(log).get("curve"));
      assertThat(shuffled.get("events").asInt()).isEqualTo(60);
    }

    @Test
    void aLogOfAChangingNetworkKeepsItsOrder() throws IOException {
      String log = log(changing());
      Cli.Result result = cli.run("replay", "--seeds", "2", "--json", log);
      assertThat(result.err())
          .contains(
              log + ":2: a uid changes hands here, so every replay keeps the order of the log");
      for (JsonNode run : JSON.readTree(result.out()).get("runs")) {
        assertThat(run.get("curve"))
            .extracting(point -> point.get("reward").asDouble())
            .containsExactly(0.1, 0.2, 0.3);
      }
    }

    @Test
    void aLogOfAChangingNetworkIsNotShuffled() throws IOException {
      String log = log(changing());
      assertThat(cli.run("replay", "--shuffle", log))
          .isEqualTo(
              new Cli.Result(
                  1,
                  "",
                  "gatehouse: "
                      + log
                      + ":2: a uid changes hands here, and a log of a changing network has but one"
                      + " order; leave out --shuffle\n"));
    }
  }

  @Nested
  class Scenarios {

    @Test
    void churnReplacesPeersAndReportsWhatBecameOfThem() throws IOException {
      JsonNode found = json("--scenario", "churn:20:50%", log(sixty()));
      assertThat(found.get("resyncs").asInt()).isEqualTo(2);
      assertThat(found.get("replacements"))
          .extracting(replacement -> replacement.get("event").asInt())
          .containsExactly(21, 41);
      assertThat(found.get("replacements"))
          .allSatisfy(replacement -> assertThat(replacement.get("uids")).hasSize(3));
      assertThat(found.get("replacements").get(0).get("rates")).isNotEmpty();
    }

    @Test
    void grownPeersMakeTheGateGrow() throws IOException {
      Cli.Result result =
          cli.set("gatehouse.gating.num-uids=auto")
              .run("replay", "--json", "--scenario", "grow:20:3", log(sixty()));
      JsonNode replacement = JSON.readTree(result.out()).get("replacements").get(0);
      assertThat(replacement.get("event").asInt()).isEqualTo(21);
      assertThat(replacement.get("uids")).hasSize(3);
    }

    @Test
    void isTheSameForEveryGateAndSelector() throws IOException {
      JsonNode found =
          json(
              "--scenario",
              "churn:10:2",
              "--selector",
              "uniform",
              "--selector",
              "top-k",
              log(sixty()));
      assertThat(found.get("runs"))
          .extracting(run -> run.get("reward").get("oracle"))
          .containsOnly(found.get("runs").get(0).get("reward").get("oracle"));
      assertThat(found.get("runs").get(0).get("replacements").findValues("uids"))
          .isEqualTo(found.get("runs").get(1).get("replacements").findValues("uids"));
    }
  }

  @Nested
  class Usage {

    private void isRefused(String message, String... args) throws IOException {
      List<String> all = new ArrayList<>(List.of("replay"));
      all.addAll(List.of(args));
      all.add(log(sixty()));
      assertThat(cli.run(all.toArray(String[]::new)))
          .isEqualTo(
              new Cli.Result(
                  2,
                  "",
                  "gatehouse: "
                      + message
                      + "\nRun \"gatehouse replay --help\" for what it takes.\n"));
    }

    @Test
    void thereIsAtLeastOneSeed() throws IOException {
      isRefused("--seeds: expected a whole number of at least 1, found 0", "--seeds", "0");
    }

    @Test
    void oneGateIsWrittenToASnapshot() throws IOException {
      isRefused(
          "--snapshot-out: expected one gate, selector and seed, found several",
          "--seeds",
          "2",
          "--snapshot-out",
          "x");
    }

    @Test
    void oneGateIsReadFromASnapshot() throws IOException {
      isRefused(
          "--snapshot-in: expected one gate, found several",
          "--gate",
          "fake",
          "--gate",
          "other",
          "--snapshot-in",
          "x");
    }

    @Test
    void aScenarioHasThreeParts() throws IOException {
      isRefused(
          "Invalid value for option '--scenario' (KIND:EVENTS:PEERS): expected churn, grow or"
              + " shrink, a number of events and a number or share of peers, such as churn:200:10%,"
              + " found churn:10%",
          "--scenario", "churn:10%");
    }

    @Test
    void theHelpShowsAScenario() {
      Cli.Result result = cli.run("replay", "--help");
      assertThat(result.code()).isZero();
      assertThat(result.err()).isEmpty();
      assertThat(result.out()).contains("churn:200:10% replaces");
    }

    @Test
    void anUnknownGateIsFoundBeforeAnythingIsReplayed() throws IOException {
      Cli.Result result = cli.run("replay", "--gate", "fake", "--gate", "fkae", log(sixty()));
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("fkae").doesNotContain("replay 1");
    }
  }
}

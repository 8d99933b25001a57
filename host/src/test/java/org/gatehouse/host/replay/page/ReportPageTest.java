package org.gatehouse.host.replay.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gatehouse.host.replay.report.Comparison;
import org.gatehouse.host.replay.report.Details;
import org.gatehouse.host.replay.report.Reports;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ReportPageTest {

  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"'&";

  private static List<String> found(String page, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(page)
        .results()
        .map((MatchResult match) -> match.group(match.groupCount()))
        .toList();
  }

  private static String comparison() {
    return Pages.page(
        Pages.run("one", "top-k", 7, 0.5),
        Pages.run("one", "top-k", 8, 0.625),
        Pages.run("two", "top-k", 7, 0.25),
        Pages.run("two", "top-k", 8, 0.25));
  }

  @Nested
  class Words {

    @Test
    void saysWhatWasRun() {
      assertThat(found(comparison(), "<dt>(.*?)</dd>"))
          .extracting(fact -> fact.replaceAll("<[^>]*>", "="))
          .containsExactly(
              "gates==one, two",
              "selector==top-k",
              "k, peers asked per event==5",
              "seeds==7, 8",
              "events==1",
              "scenario==churn:60:10%",
              "changes of the network==2",
              "lines skipped==1");
      assertThat(comparison()).contains("<title>Replay of events.jsonl</title>");
    }

    @Test
    void saysWhoEarnedMost() {
      assertThat(comparison())
          .contains(
              "Of the gates and selectors, one with top-k earned most: a mean reward of 0.5625,"
                  + " 83.3 % of the way");
      assertThat(Pages.page(Pages.run("one", "top-k", 7, 0.25)))
          .contains("one with top-k earned a mean reward of 0.2500, 0.0 % of the way");
      assertThat(Pages.page(Pages.run("one", "top-k", 7, 0.125)))
          .contains("a mean reward of 0.1250, less than the 0.2500 of a random choice.");
    }

    @Test
    void hasASectionForEverythingThatWasMeasured() {
      assertThat(found(comparison(), "<section id=\"(.*?)\""))
          .containsExactly(
              "standings",
              "tasks",
              "off-policy",
              "rewards",
              "regrets",
              "selections",
              "newcomers",
              "calibration",
              "latency");
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
      Details full = Reports.full();
      Details bare =
          new Details(
              full.confidence(),
              full.windows(),
              List.of(),
              List.of(),
              List.of(),
              full.forward(),
              null,
              null,
              full.perEvent());
      String page = Pages.page(Pages.run("one", "x", 7, 0.5, bare));
      assertThat(found(page, "<section id=\"(.*?)\""))
          .containsExactly("standings", "rewards", "regrets", "selections", "latency");
      assertThat(Pages.plots(page).has("latency-forward")).isTrue();
      assertThat(Pages.plots(page).has("latency-backward")).isFalse();
    }

    @Test
    void everyPlotHasItsNumbersInATable() {
      String page = comparison();
      assertThat(found(page, "data-plot=\"(.*?)\""))
          .isNotEmpty()
          .containsExactlyElementsOf(() -> Pages.plots(page).fieldNames());
      assertThat(found(page, "<figure>(.*?)</figure>"))
          .allSatisfy(figure -> assertThat(figure).contains("<details>", "<table>", "<td"));
    }

    @Test
    void theTasksHaveAColumnForEachGateAndTheBestIsBold() {
      Details better =
          Pages.withTasks(List.of(new Details.TaskRewards("gsm8k", 2, Reports.rewards(0.625))));
      String page =
          Pages.page(Pages.run("one", "x", 7, 0.5), Pages.run("two", "x", 7, 0.5, better));
      assertThat(page)
          .contains(
              "<th scope=\"row\">gsm8k</th><td class=\"number\">2</td>"
                  + "<td class=\"number\">0.5000</td>"
                  + "<td class=\"number\"><strong>0.6250</strong></td>");
    }
  }

  @Nested
  class Safety {

    @Test
    void whateverComesFromElsewhereIsText() {
      Details tasks =
          Pages.withTasks(List.of(new Details.TaskRewards(HOSTILE, 2, Reports.rewards(0.5))));
      String page =
          Pages.page(
              new Subject(HOSTILE, List.of(HOSTILE)),
              Pages.run(HOSTILE, HOSTILE, 7, 0.5, tasks),
              Pages.run("other", "other", 7, 0.5, tasks));
      assertThat(page)
          .doesNotContain("<img")
          .contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
      assertThat(found(page, "<script")).hasSameSizeAs(found(comparison(), "<script"));
      JsonNode line = Pages.plots(page).get("reward").get("data").get("lines").get(0);
      assertThat(line.get("name").asText()).isEqualTo(HOSTILE + " · " + HOSTILE);
    }

    @Test
    void halfACharacterAndControlCharactersDoNotBreakThePage() {
      Details tasks =
          Pages.withTasks(
              List.of(new Details.TaskRewards("a\ud800b\u0000c", 2, Reports.rewards(0.5))));
      assertThat(Pages.page(Pages.run("one", "x", 7, 0.5, tasks))).contains(">a?b\uFFFDc<");
    }

    @Test
    void loadsNothing() {
      String page = comparison();
      assertThat(page)
          .doesNotContain("<link", "<iframe", "<object", "<base", "@import", "url(")
          .doesNotContain(" style=\"", "javascript:")
          .doesNotContain("fetch(", "XMLHttpRequest", "WebSocket", "import(", "sendBeacon");
      assertThat(found(page, "<[^>]* (?:src|srcset|action|data)=\"(.*?)\"")).isEmpty();
      assertThat(found(page, "<[^>]* href=\"(.*?)\""))
          .isNotEmpty()
          .allMatch(target -> target.startsWith("#"));
      assertThat(found(page, "<[a-z][^>]* (on[a-z]+)=")).isEmpty();
    }

    @Test
    void theContentPolicyKnowsEveryScriptAndStyleByItsHash() throws Exception {
      String page = comparison();
      String policy =
          found(page, "http-equiv=\"Content-Security-Policy\" content=\"(.*?)\"").get(0);
      assertThat(policy)
          .isEqualTo(
              "default-src 'none'; script-src "
                  + hashes(found(page, "<script>(.*?)</script>"))
                  + "; style-src "
                  + hashes(found(page, "<style>(.*?)</style>"))
                  + "; base-uri 'none'; form-action 'none'");
      assertThat(page.indexOf("Content-Security-Policy"))
          .isLessThan(page.indexOf("<style>"))
          .isLessThan(page.indexOf("<script"));
    }

    private String hashes(List<String> sources) throws Exception {
      StringBuilder hashes = new StringBuilder();
      for (String source : sources) {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
        hashes.append(hashes.isEmpty() ? "'sha256-" : " 'sha256-");
        hashes.append(Base64.getEncoder().encodeToString(digest)).append('\'');
      }
      return hashes.toString();
    }

    @Test
    void carriesTheLicenseOfTheLibraryThatDraws() {
      assertThat(comparison())
          .contains("The MIT License (MIT)", "Leon Sorokin", "var uPlot=function");
    }

    @Test
    void theSameReplaysGiveTheSamePage() {
      Comparison comparison = Comparison.of(List.of(Pages.run("one", "x", 7, 0.5)));
      Subject subject = new Subject("events.jsonl", List.of());
      assertThat(ReportPage.of(subject, comparison)).isEqualTo(ReportPage.of(subject, comparison));
    }
  }

  @Nested
  class Plots {

    private JsonNode line(String plot, int number) {
      return Pages.plots(comparison()).get(plot).get("data").get("lines").get(number);
    }

    @Test
    void rewardsAreMeansOfTheLastEvents() {
      JsonNode line = line("reward", 0);
      assertThat(line.get("xs")).extracting(JsonNode::asDouble).containsExactly(2.0, 3.0);
      assertThat(line.get("ys")).extracting(JsonNode::asDouble).containsExactly(0.5, 0.75);
      assertThat(line.get("low")).extracting(JsonNode::asDouble).containsExactly(0.5, 0.75);
      assertThat(Pages.plots(comparison()).get("reward").get("data").get("lines"))
          .extracting(each -> each.get("name").asText())
          .containsExactly(
              "one", "two", "random", "running mean", "running mean + UCB", "best fixed", "oracle");
    }

    @Test
    void regretsAreSums() {
      assertThat(line("regret-oracle", 0).get("ys"))
          .extracting(JsonNode::asDouble)
          .containsExactly(0.75, 0.875);
      assertThat(line("regret-best-fixed", 0).get("ys"))
          .extracting(JsonNode::asDouble)
          .containsExactly(0.25, 0.125);
      assertThat(line("regret-best-fixed", 2).get("ys"))
          .extracting(JsonNode::asDouble)
          .containsExactly(0.75, 1.125);
    }

    @Test
    void newPeersAreFollowedInStepsOfTwentyEvents() {
      assertThat(line("newcomer-rates", 0).get("xs"))
          .extracting(JsonNode::asDouble)
          .containsExactly(20.0, 40.0);
      assertThat(line("newcomer-rates", 0).get("ys"))
          .extracting(JsonNode::asDouble)
          .containsExactly(0.25, 0.5);
      assertThat(line("newcomer-rates", 2).get("name").asText()).isEqualTo("uniform choice");
    }

    @Test
    void theBinsOfSeveralSeedsAreJoined() {
      JsonNode line = line("calibration-0", 0);
      assertThat(line.get("xs")).extracting(JsonNode::asDouble).containsExactly(0.25, 0.75);
      assertThat(line.get("high").get(0).asDouble())
          .isEqualTo(0.6225, org.assertj.core.data.Offset.offset(1e-6)); // 0.5 + 1.96 * 0.125 / 2
      assertThat(line.get("notes").get(1).asText())
          .isEqualTo("2 choices, deviation predicted 0.0625, found 0.0000");
    }

    @Test
    void thePeersThatWereChosenMostComeFirst() {
      JsonNode run = Pages.plots(comparison()).get("selection").get("data").get("runs").get(0);
      assertThat(run.get("name").asText()).isEqualTo("one, seed 7");
      assertThat(run.get("uids")).extracting(JsonNode::asInt).containsExactly(3, 4);
      assertThat(run.get("counts").get(0)).extracting(JsonNode::asInt).containsExactly(2, 0);
      assertThat(run.get("came").get(1)).extracting(JsonNode::asInt).containsExactly(2);
    }

    @Test
    void latenciesAreSharesOfTheCalls() {
      JsonNode line = line("latency-forward", 1);
      assertThat(line.get("xs")).extracting(JsonNode::asDouble).containsExactly(4.0, 8.0);
      assertThat(line.get("ys")).extracting(JsonNode::asDouble).containsExactly(1.0, 0.0);
    }
  }
}

package org.gatehouse.host.replay.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.host.replay.report.Comparison;
import org.gatehouse.host.replay.report.Details;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.Reports;

/** Reports for pages, and what pages hold. */
final class Pages {

  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"plots\">(.*?)</script>", Pattern.DOTALL);

  private Pages() {}

  /** A run of three events in two windows, with something of everything. */
  static Report run(String gate, String selector, long seed, double selected) {
    return run(gate, selector, seed, selected, Reports.full());
  }

  static Report run(String gate, String selector, long seed, double selected, Details details) {
    return new Report(
        new Report.Labels(gate, selector, 5, seed),
        3,
        1,
        2,
        Reports.rewards(selected),
        null,
        new Report.Latency(1.5, 6),
        null,
        List.of(),
        details);
  }

  static Details withTasks(List<Details.TaskRewards> tasks) {
    Details full = Reports.full();
    return new Details(
        full.confidence(),
        full.windows(),
        tasks,
        full.replacements(),
        full.calibration(),
        full.forward(),
        full.backward(),
        full.offPolicy(),
        full.perEvent());
  }

  static String page(Report... runs) {
    return page(new Subject("events.jsonl", List.of("churn:60:10%")), runs);
  }

  static String page(Subject subject, Report... runs) {
    return new String(ReportPage.of(subject, Comparison.of(List.of(runs))), StandardCharsets.UTF_8);
  }

  /** Returns what the plots of a page are drawn from. */
  static JsonNode plots(String page) {
    Matcher data = DATA.matcher(page);
    if (!data.find()) {
      throw new AssertionError("no data in the page");
    }
    try {
      return new ObjectMapper().readTree(data.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

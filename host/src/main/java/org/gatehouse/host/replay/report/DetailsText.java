package org.gatehouse.host.replay.report;

import java.util.List;
import java.util.Locale;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.TextTable;

/** The details of a report for a person: tasks, replaced peers, off-policy estimates. */
final class DetailsText {

  private static final int REPLACEMENTS = 20;
  private static final String REWARD = "%.4f";

  private DetailsText() {}

  static void add(List<String> lines, Details details) {
    if (!details.tasks().isEmpty()) {
      tasks(lines, details.tasks());
    }
    if (!details.replacements().isEmpty()) {
      replacements(lines, details.replacements());
    }
    OffPolicy offPolicy = details.offPolicy();
    if (offPolicy != null) {
      offPolicy(lines, offPolicy);
    }
  }

  private static void tasks(List<String> lines, List<Details.TaskRewards> tasks) {
    lines.add("Mean reward by task");
    TextTable table =
        new TextTable(
            "  task", ">events", ">random", ">running mean", ">selected", ">best fixed", ">oracle");
    for (Details.TaskRewards task : tasks) {
      Rewards reward = task.reward();
      table.row(
          "  " + Console.oneLine(task.task()),
          String.valueOf(task.events()),
          ComparisonText.number(reward.random(), REWARD),
          ComparisonText.number(reward.runningMean(), REWARD),
          ComparisonText.number(reward.selected(), REWARD),
          ComparisonText.number(reward.bestFixed(), REWARD),
          ComparisonText.number(reward.oracle(), REWARD));
    }
    lines.addAll(table.lines());
    lines.add("");
  }

  private static void replacements(List<String> lines, List<Details.Replacement> replacements) {
    lines.add("New peers, and how often one of them was chosen at an event");
    TextTable table =
        new TextTable(
            "  at event",
            ">peers",
            ">ever chosen",
            ">first 20 events",
            ">last 20 followed",
            ">if uniform");
    for (Details.Replacement replacement :
        replacements.subList(0, Math.min(REPLACEMENTS, replacements.size()))) {
      List<Double> rates = replacement.rates();
      table.row(
          "  " + replacement.event(),
          String.valueOf(replacement.uids().size()),
          String.valueOf(replacement.waits().size()),
          rates.isEmpty() ? "-" : ComparisonText.number(rates.get(0), "%.3f"),
          rates.isEmpty() ? "-" : ComparisonText.number(rates.get(rates.size() - 1), "%.3f"),
          rates.isEmpty() ? "-" : ComparisonText.number(replacement.uniform().get(0), "%.3f"));
    }
    lines.addAll(table.lines());
    if (replacements.size() > REPLACEMENTS) {
      lines.add("  and " + (replacements.size() - REPLACEMENTS) + " more times");
    }
    lines.add("");
  }

  private static void offPolicy(List<String> lines, OffPolicy offPolicy) {
    lines.add("Had the gate and the selector chosen among the whole network, by the logged");
    lines.add("propensities");
    OffPolicy.Estimate estimate = offPolicy.estimate();
    if (estimate == null) {
      lines.add("  no estimate: " + offPolicy.refused());
    } else {
      lines.add(
          String.format(
              Locale.ROOT,
              "  IPS %.4f %s, SNIPS %.4f %s, effective sample size %.1f of %d events",
              estimate.ips(),
              ComparisonText.interval(estimate.ipsInterval(), REWARD),
              estimate.snips(),
              ComparisonText.interval(estimate.snipsInterval(), REWARD),
              offPolicy.effectiveSampleSize(),
              offPolicy.events()));
    }
    lines.add("");
  }
}

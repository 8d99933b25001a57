package org.gatehouse.host.replay.page;

import java.util.List;
import java.util.Optional;
import org.gatehouse.host.replay.report.OffPolicy;
import org.gatehouse.host.replay.report.Report;

/** What gates and selectors would have earned had they chosen freely. */
final class OffPolicies {

  private OffPolicies() {}

  /** Returns nothing for a log without propensities. */
  static Optional<Section> of(List<Contestant> contestants) {
    Table table =
        new Table(
            "Off-policy estimates",
            List.of(
                "gate and selector",
                ">seed",
                ">events",
                ">effective sample size",
                ">IPS",
                ">SNIPS",
                "refused"));
    boolean some = false;
    for (Contestant contestant : contestants) {
      for (Report run : contestant.runs()) {
        OffPolicy estimates = run.details().offPolicy();
        if (estimates != null) {
          some = true;
          table.row("", cells(contestant.name(), run.labels().seed(), estimates));
        }
      }
    }
    return some
        ? Optional.of(
            new Section(
                "off-policy",
                "Had it chosen among all peers",
                "What gate and selector would have earned had they chosen among the whole network,"
                    + " estimated from the log's propensities, with 95 % intervals; the larger the"
                    + " effective sample size, the more the estimate is worth.",
                List.of(table),
                List.of()))
        : Optional.empty();
  }

  private static List<Html> cells(String name, long seed, OffPolicy found) {
    OffPolicy.Estimate estimate = found.estimate();
    String refused = found.refused();
    return List.of(
        Html.text(name),
        Html.text(String.valueOf(seed)),
        Html.text(String.valueOf(found.events())),
        Html.text(Numbers.format("%.1f", found.effectiveSampleSize())),
        estimate == null
            ? Html.text("–")
            : Numbers.with(Numbers.reward(estimate.ips()), estimate.ipsInterval(), "%.4f"),
        estimate == null
            ? Html.text("–")
            : Numbers.with(Numbers.reward(estimate.snips()), estimate.snipsInterval(), "%.4f"),
        Html.text(refused == null ? "" : refused));
  }
}

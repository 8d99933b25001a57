package org.gatehouse.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gatehouse.benchmarks.sidebyside.Results.Key;

/** The table of what was measured, in GitHub's Markdown. */
final class Report {

  private static final String HEADER =
      """
      | work | threads | Gatehouse | beside it | time | ratio | bar | met |
      |---|---|---|---|---|---|---|---|
      """;

  private static final double NO_BAR = Double.NaN;
  private static final double ONNX_BAR = 1.1;
  private static final double EAGER_BAR = 2;
  private static final double SCRIPT_BAR = 1;
  private static final double GPT_NEO_BAR = 1.5;
  private static final double MIXED_BAR = 2.5;
  private static final double DENSE_BAR = 10;
  private static final double SHARE_AIM = 0.85;
  private static final double REST_BAR = 0.05;
  private static final double BACKWARD_BAR = 0.5e-3;
  private static final double REPEATED_BAR = 0.3e-3;
  private static final double START_BAR = 2.5;
  private static final double MEMORY_BAR = 700e6;
  private static final double PERCENT = 100;
  private static final int JUDGED_TOKENS = 64;
  private static final double SLOWER = 1.25;
  private static final Set<String> ENCODERS =
      Set.of(Names.GATEHOUSE, Names.ONNX, Names.EAGER, Names.SCRIPT);

  private final Results results;
  private final List<String> lines = new ArrayList<>();

  private Report(Results results) {
    this.results = results;
  }

  /** The table; rows for what was not measured are left out. */
  static String of(Results results) {
    Report report = new Report(results);
    for (int threads : SideBySide.THREADS) {
      report.encoders(threads);
    }
    for (int threads : SideBySide.THREADS) {
      report.gate(threads);
    }
    for (int threads : SideBySide.THREADS) {
      report.head(threads);
    }
    report.start();
    return HEADER + String.join("", report.lines) + report.doubts();
  }

  /** Whether the numbers can be trusted: nobody is slower with more threads on an idle machine. */
  private String doubts() {
    List<String> slower = new ArrayList<>();
    for (Key key : results.keys("forward, ")) {
      double slowdown = slowdown(key);
      if (ENCODERS.contains(key.who()) && slowdown > SLOWER) {
        slower.add(
            "%s: %s takes %sx as long with %d threads as with %d"
                .formatted(
                    key.work(),
                    key.who(),
                    Units.digits(slowdown),
                    key.threads(),
                    SideBySide.THREADS[0]));
      }
    }
    return slower.isEmpty()
        ? ""
        : "%nThe machine was not idle, or a library gets in its own way: %s.%n"
            .formatted(String.join("; ", slower));
  }

  private void encoders(int threads) {
    for (int tokens : MiniLmWorks.LENGTHS) {
      String work = MiniLmWorks.work(tokens);
      faster(work, threads, Names.ONNX, tokens >= JUDGED_TOKENS ? ONNX_BAR : NO_BAR);
      faster(work, threads, Names.EAGER, EAGER_BAR);
      faster(work, threads, Names.SCRIPT, SCRIPT_BAR);
      share(work, threads, Roofline.NAME, tokens >= JUDGED_TOKENS ? SHARE_AIM : NO_BAR);
    }
    for (int tokens : GptNeoWorks.LENGTHS) {
      String work = GptNeoWorks.work(tokens);
      faster(work, threads, Names.EAGER, GPT_NEO_BAR);
      faster(work, threads, Names.SCRIPT, NO_BAR);
      share(work, threads, Roofline.NAME, NO_BAR);
    }
    faster(BatchWorks.EQUAL, threads, Names.ONNX, NO_BAR);
    faster(BatchWorks.MIXED, threads, Names.ONNX, MIXED_BAR);
  }

  private void gate(int threads) {
    for (int tokens : MiniLmWorks.LENGTHS) {
      rest(GateWorks.work(tokens), threads, tokens == JUDGED_TOKENS ? REST_BAR : NO_BAR);
    }
    atMost(GateWorks.REPEATED, threads, REPEATED_BAR);
  }

  private void head(int threads) {
    for (int hidden : HeadWorks.HIDDEN) {
      for (int uids : HeadWorks.UIDS) {
        boolean judged = uids == 4096 && hidden == 768;
        faster(HeadWorks.scores(uids, hidden), threads, Names.SCRIPT, NO_BAR);
        share(HeadWorks.scores(uids, hidden), threads, Names.MEMORY, NO_BAR);
        String backward = HeadWorks.backward(uids, hidden);
        faster(backward, threads, Names.DENSE, judged ? DENSE_BAR : NO_BAR);
        if (judged) {
          atMost(backward, threads, BACKWARD_BAR);
        }
        if (uids == 4096) {
          atMost(HeadWorks.resync(uids, hidden), threads, NO_BAR);
          atMost(HeadWorks.snapshot(uids, hidden), threads, NO_BAR);
          atMost(HeadWorks.file(uids, hidden), threads, NO_BAR);
        }
      }
    }
  }

  private void start() {
    Key start = Starts.key(Starts.START, Names.GATEHOUSE);
    Key plugin = Starts.key(Starts.START, Starts.AS_PLUGIN);
    Key memory = Starts.key(Starts.MEMORY, Names.GATEHOUSE);
    double seconds = results.median(start);
    if (!Double.isNaN(seconds)) {
      line(
          start,
          Units.seconds(seconds),
          Starts.AS_PLUGIN,
          Units.seconds(results.median(plugin)),
          Units.digits(results.ratio(plugin, start)),
          "≤ " + Units.seconds(START_BAR),
          met(seconds <= START_BAR));
    }
    double bytes = results.median(memory);
    if (!Double.isNaN(bytes)) {
      line(
          memory,
          Units.megabytes(bytes),
          "",
          "",
          "",
          "≤ " + Units.megabytes(MEMORY_BAR),
          met(bytes <= MEMORY_BAR));
      for (Key part : results.keys(Starts.MEMORY)) {
        if (!part.equals(memory)) {
          line(part, "", part.who(), Units.megabytes(results.median(part)), "", "", "");
        }
      }
    }
  }

  /** How many times as fast as somebody else; the bar is that number at least. */
  private void faster(String work, int threads, String who, double bar) {
    Key theirs = new Key(work, threads, who);
    double ratio = results.ratio(theirs, ours(theirs));
    beside(
        theirs,
        who,
        Units.digits(ratio) + "x",
        bar,
        "≥ " + Units.digits(bar) + "x",
        slowdown(theirs) > SLOWER ? "in doubt" : met(ratio >= bar));
  }

  /** How many times as long somebody takes as with the fewest threads. */
  private double slowdown(Key key) {
    return results.ratio(key, new Key(key.work(), SideBySide.THREADS[0], key.who()));
  }

  /** What share of our time the machine's own limit is. */
  private void share(String work, int threads, String who, double aim) {
    Key limit = new Key(work, threads, who);
    double share = results.ratio(limit, ours(limit));
    beside(limit, "limit: " + who, percent(share), aim, "aim: " + percent(aim), met(share >= aim));
  }

  /** What share of our time is not the encoder's. */
  private void rest(String work, int threads, double bar) {
    Key alone = new Key(work, threads, Names.SESSION);
    double rest = 1 - results.ratio(alone, ours(alone));
    beside(
        alone, alone.who(), "rest: " + percent(rest), bar, "≤ " + percent(bar), met(rest <= bar));
  }

  private static Key ours(Key theirs) {
    return new Key(theirs.work(), theirs.threads(), Names.GATEHOUSE);
  }

  /** Our time and another's, if both were measured; judged if there is a bar. */
  private void beside(
      Key theirs, String name, String ratio, double bar, String wanted, String met) {
    Key ours = ours(theirs);
    if (!Double.isNaN(results.ratio(theirs, ours))) {
      boolean judged = !Double.isNaN(bar);
      line(
          ours,
          Units.seconds(results.median(ours)),
          name,
          Units.seconds(results.median(theirs)),
          ratio,
          judged ? wanted : "",
          judged ? met : "");
    }
  }

  private void atMost(String work, int threads, double bar) {
    Key ours = new Key(work, threads, Names.GATEHOUSE);
    double seconds = results.median(ours);
    if (!Double.isNaN(seconds)) {
      boolean judged = !Double.isNaN(bar);
      line(
          ours,
          Units.seconds(seconds),
          "",
          "",
          "",
          judged ? "≤ " + Units.seconds(bar) : "",
          judged ? met(seconds <= bar) : "");
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", PERCENT * share);
  }

  private static String met(boolean met) {
    return met ? "yes" : "**no**";
  }

  private void line(
      Key key, String ours, String beside, String theirs, String ratio, String bar, String met) {
    lines.add(
        "| %s | %d | %s | %s | %s | %s | %s | %s |%n"
            .formatted(key.work(), key.threads(), ours, beside, theirs, ratio, bar, met));
  }
}

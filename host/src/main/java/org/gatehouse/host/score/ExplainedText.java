package org.gatehouse.host.score;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatehouse.api.gating.ScoreParts;
import org.gatehouse.host.cli.TextTable;

/** An explained prompt for a person, or as JSON. */
final class ExplainedText {

  /** How to read the tables. */
  static final List<String> LEGEND =
      List.of(
          "",
          "score = everyone + peer + message + optimism: what the gate expects of anybody for this"
              + " prompt, how much more of",
          "this peer whatever the prompt, how much more of it because of the prompt, and what it adds"
              + " because it is not certain.",
          "deviation: how uncertain it is (a standard deviation). rewards: how many of this peer the"
              + " gate has learned. -: the",
          "gate does not say.");

  private ExplainedText() {}

  /** Returns the prompt and a table of the chosen peers. */
  static List<String> lines(Explained explained) {
    List<String> lines = new ArrayList<>();
    lines.add(ScoredText.title(explained.scored()));
    TextTable table =
        new TextTable(
            ">uid",
            "hotkey",
            ">score",
            ">everyone",
            ">peer",
            ">message",
            ">optimism",
            ">deviation",
            ">rewards",
            ">propensity");
    for (int i = 0; i < explained.parts().size(); i++) {
      Scored.Peer peer = explained.scored().selected().get(i);
      ScoreParts parts = explained.parts().get(i);
      String hotkey = peer.hotkey();
      table.row(
          Integer.toString(peer.uid()),
          hotkey == null ? "-" : hotkey,
          decimals("%.4f", peer.score()),
          decimals("%.4f", parts.everyone()),
          decimals("%+.4f", parts.peer()),
          decimals("%+.4f", parts.message()),
          decimals("%+.4f", parts.optimism()),
          explained.certain() ? decimals("%.4f", parts.standardDeviation()) : "-",
          parts.rewards() < 0 ? "-" : Long.toString(parts.rewards()),
          decimals("%.4f", peer.propensity()));
    }
    table.lines().forEach(line -> lines.add("  " + line));
    return lines;
  }

  private static String decimals(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Returns one line of JSON. */
  static String json(Explained explained) {
    return ScoredText.json(
        explained.scored(), (json, i) -> parts(json, explained, explained.parts().get(i)));
  }

  private static void parts(JsonGenerator json, Explained explained, ScoreParts parts)
      throws IOException {
    json.writeNumberField("everyone", parts.everyone());
    json.writeNumberField("peer", parts.peer());
    json.writeNumberField("message", parts.message());
    json.writeNumberField("optimism", parts.optimism());
    if (explained.certain()) {
      json.writeNumberField("standard_deviation", parts.standardDeviation());
    } else {
      json.writeNullField("standard_deviation");
    }
    if (parts.rewards() < 0) {
      json.writeNullField("rewards");
    } else {
      json.writeNumberField("rewards", parts.rewards());
    }
  }
}

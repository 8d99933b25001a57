package org.gatehouse.host.score;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.host.lines.LineReader;
import org.gatehouse.host.lines.MalformedLineException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code score}. */
@Command(name = "score", description = "Scores prompts and shows which peers would be asked.")
public final class ScoreCommand implements Callable<Integer> {

  private static final List<String> STANDARD_INPUT = List.of("-");

  private final Console console;
  private final CommonOptions options;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set when the command line is built.
  private CommandSpec spec;

  @Option(names = "-k", paramLabel = "N", description = "How many peers to choose.")
  private @Nullable String k;

  @Option(names = "--json", description = "Writes one JSON object a line.")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "PROMPT",
      description = "Prompts, or - to read one from each line of standard input.")
  private List<String> prompts = List.of();

  /** Creates the command. */
  public ScoreCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    if (prompts.size() > 1 && prompts.contains("-")) {
      throw new ParameterException(spec.commandLine(), "-: expected alone, found it among prompts");
    }
    GatehouseConfig.Loader loader = options.loader();
    if (k != null) {
      loader.set("gatehouse.selection.k=" + checked(k));
    }
    GatehouseConfig config = loader.load();
    HostContext host = HostContext.builder().progress(console.progress()).build();
    try (Gatehouse gatehouse = Gatehouse.open(config, host)) {
      Scoring scoring =
          new Scoring(
              gatehouse.gate(),
              gatehouse.selector(),
              new Scoring.Network(gatehouse.metagraph(), gatehouse.metagraphSource().isPresent()),
              new Scoring.Names(config.gateName(), config.selectorName()));
      if (prompts.equals(STANDARD_INPUT)) {
        scoreLines(scoring, gatehouse.selectionRequest());
      } else {
        scoring.score(prompts, gatehouse.selectionRequest()).forEach(this::print);
      }
    }
    return Failures.GOOD;
  }

  private int checked(String value) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // What cannot be read is refused like what is too small.
    }
    throw new ParameterException(
        spec.commandLine(),
        "-k: expected a whole number in [1, "
            + Integer.MAX_VALUE
            + "], found "
            + (value.isEmpty() ? "\"\"" : value));
  }

  private void scoreLines(Scoring scoring, SelectionRequest request) {
    try (LineReader lines = new LineReader(console.in(), LineReader.LONGEST_LINE)) {
      while (lines.next()) {
        scoreLine(scoring, request, lines);
      }
    } catch (IOException e) {
      throw new GatehouseException("standard input cannot be read: " + e.getMessage(), e);
    }
  }

  private void scoreLine(Scoring scoring, SelectionRequest request, LineReader lines) {
    try {
      String prompt = lines.text();
      if (!prompt.isBlank()) {
        scoring.score(List.of(prompt), request).forEach(this::print);
      }
    } catch (MalformedLineException e) {
      throw new GatehouseException(
          "line " + lines.number() + " of standard input: " + e.reason(), e);
    } catch (GatehouseException e) {
      throw new GatehouseException(
          "line " + lines.number() + " of standard input: " + e.getMessage(), e);
    }
  }

  private void print(Scored scored) {
    if (json) {
      console.data(ScoredText.json(scored));
    } else {
      console.data(ScoredText.lines(scored));
    }
  }
}

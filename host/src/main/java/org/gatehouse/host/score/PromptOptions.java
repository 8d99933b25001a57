package org.gatehouse.host.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.lines.LineReader;
import org.gatehouse.host.lines.MalformedLineException;
import org.gatehouse.host.state.SnapshotStart;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options of commands that score prompts, and how these are read and put to a gate. */
final class PromptOptions {

  private static final List<String> STANDARD_INPUT = List.of("-");

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // Set when the command line is built.
  private CommandSpec spec;

  @Option(names = "-k", paramLabel = "N", description = "How many peers to choose.")
  private @Nullable String k;

  @Option(names = "--json", description = "Writes one JSON object a line.")
  private boolean json;

  @Option(
      names = "--snapshot-in",
      paramLabel = "FILE",
      description = "Starts with what the gate had learned in a snapshot.")
  private @Nullable Path snapshotIn;

  @Parameters(
      arity = "1..*",
      paramLabel = "PROMPT",
      description = "Prompts, or - to read one from each line of standard input.")
  private List<String> prompts = List.of();

  /** Returns whether JSON is wanted. */
  boolean json() {
    return json;
  }

  /**
   * Opens the gate and puts the prompts to it: all at once, or one after the other as they are
   * read.
   *
   * @param command makes of the scoring what answers prompts
   */
  void run(
      Console console, CommonOptions options, Function<Scoring, Consumer<List<String>>> command) {
    if (prompts.size() > 1 && prompts.contains("-")) {
      throw new ParameterException(spec.commandLine(), "-: expected alone, found it among prompts");
    }
    GatehouseConfig.Loader loader = options.loader();
    if (k != null) {
      loader.set("gatehouse.selection.k=" + checked(k));
    }
    GatehouseConfig config = loader.load();
    Optional<SnapshotStart> start = Optional.ofNullable(snapshotIn).map(SnapshotStart::read);
    Optional<Metagraph> known = start.flatMap(SnapshotStart::metagraph);
    HostContext host =
        HostContext.builder().progress(console.progress()).metagraph(known.orElse(null)).build();
    try (Gatehouse gatehouse = Gatehouse.open(config, host)) {
      gatehouse.warning().ifPresent(console::message);
      start.ifPresent(snapshot -> snapshot.restore(gatehouse, console));
      boolean named = known.isPresent() || gatehouse.metagraphSource().isPresent();
      Consumer<List<String>> answer =
          command.apply(
              new Scoring(
                  gatehouse.gate(),
                  gatehouse.selector(),
                  gatehouse.selectionRequest(),
                  new Scoring.Network(gatehouse.metagraph(), named),
                  new Scoring.Names(config.gateName(), config.selectorName())));
      if (prompts.equals(STANDARD_INPUT)) {
        answerLines(console, answer);
      } else {
        answer.accept(prompts);
      }
    }
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

  private static void answerLines(Console console, Consumer<List<String>> answer) {
    try (LineReader lines = new LineReader(console.in(), LineReader.LONGEST_LINE)) {
      while (lines.next()) {
        answerLine(lines, answer);
      }
    } catch (IOException e) {
      throw new GatehouseException("standard input cannot be read: " + e.getMessage(), e);
    }
  }

  private static void answerLine(LineReader lines, Consumer<List<String>> answer) {
    try {
      String prompt = lines.text();
      if (!prompt.isBlank()) {
        answer.accept(List.of(prompt));
      }
    } catch (MalformedLineException e) {
      throw new GatehouseException(
          "line " + lines.number() + " of standard input: " + e.reason(), e);
    } catch (GatehouseException e) {
      throw new GatehouseException(
          "line " + lines.number() + " of standard input: " + e.getMessage(), e);
    }
  }
}

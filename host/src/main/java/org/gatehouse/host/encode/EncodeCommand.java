package org.gatehouse.host.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code encode}. */
@Command(
    name = "encode",
    description = "Shows what an encoder makes of texts, or of rows of token ids.")
public final class EncodeCommand implements Callable<Integer> {

  private final Console console;
  private final CommonOptions options;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set when the command line is built.
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR",
      description = "The encoder; without it that of the selected gate.")
  private @Nullable String model;

  @Option(names = "--json", description = "Writes one JSON object a line.")
  private boolean json;

  @Option(
      names = "--ids",
      paramLabel = "IDS",
      description = "Token ids such as \"101 7592 102\" instead of a text; several are one batch.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--mask",
      paramLabel = "MASK",
      description = "Which of the ids count, such as \"1 1 0\"; the first belongs to the first.")
  private List<String> masks = new ArrayList<>();

  @Option(
      names = "--hidden-states",
      description = "Adds the last hidden state of each token; JSON only.")
  private boolean hiddenStates;

  @Parameters(arity = "0..*", paramLabel = "TEXT", description = "Texts to encode.")
  private List<String> texts = List.of();

  /** Creates the command. */
  public EncodeCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    if (texts.isEmpty() == ids.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "expected either texts or --ids");
    }
    if (ids.isEmpty() && !masks.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--mask goes with --ids");
    }
    List<TokenRow> rows = rows();
    try (Encoder encoder = Models.open(options.loader().load(), model, console.progress())) {
      Encoding encoding = new Encoding(encoder, hiddenStates);
      (ids.isEmpty() ? encoding.texts(texts) : encoding.rows(rows)).forEach(this::print);
    }
    return Failures.GOOD;
  }

  private List<TokenRow> rows() {
    try {
      return TokenRow.parse(ids, masks);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void print(EncodedRow row) {
    if (json) {
      console.data(row.json());
    } else {
      console.data(row.lines());
    }
  }
}

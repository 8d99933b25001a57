package org.gatehouse.host.score;

import java.util.concurrent.Callable;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code explain}. */
@Command(name = "explain", description = "Scores prompts and shows why these peers would be asked.")
public final class ExplainCommand implements Callable<Integer> {

  private final Console console;
  private final CommonOptions options;

  @Mixin private final PromptOptions prompts = new PromptOptions();

  /** Creates the command. */
  public ExplainCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    prompts.run(
        console,
        options,
        scoring -> {
          Explainer explainer = new Explainer(scoring);
          return texts -> explainer.explain(texts).forEach(this::print);
        });
    if (!prompts.json()) {
      console.data(ExplainedText.LEGEND);
    }
    return Failures.GOOD;
  }

  private void print(Explained explained) {
    if (prompts.json()) {
      console.data(ExplainedText.json(explained));
    } else {
      console.data(ExplainedText.lines(explained));
    }
  }
}

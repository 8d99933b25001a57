package org.gatehouse.host.score;

import java.util.concurrent.Callable;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code score}. */
@Command(name = "score", description = "Scores prompts and shows which peers would be asked.")
public final class ScoreCommand implements Callable<Integer> {

  private final Console console;
  private final CommonOptions options;

  @Mixin private final PromptOptions prompts = new PromptOptions();

  /** Creates the command. */
  public ScoreCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    prompts.run(console, options, scoring -> texts -> scoring.score(texts).forEach(this::print));
    return Failures.GOOD;
  }

  private void print(Scored scored) {
    if (prompts.json()) {
      console.data(ScoredText.json(scored));
    } else {
      console.data(ScoredText.lines(scored));
    }
  }
}

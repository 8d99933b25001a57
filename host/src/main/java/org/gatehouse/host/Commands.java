package org.gatehouse.host;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.host.cli.Termination;
import org.gatehouse.host.demo.DemoCommand;
import org.gatehouse.host.doctor.DoctorCommand;
import org.gatehouse.host.encode.EncodeCommand;
import org.gatehouse.host.export.ExportCommand;
import org.gatehouse.host.http.HttpServer;
import org.gatehouse.host.metagraph.DiffCommand;
import org.gatehouse.host.metagraph.MetagraphCommand;
import org.gatehouse.host.plugins.CheckCommand;
import org.gatehouse.host.plugins.PluginsCommand;
import org.gatehouse.host.plugins.SampleConfigCommand;
import org.gatehouse.host.replay.ReplayCommand;
import org.gatehouse.host.score.ExplainCommand;
import org.gatehouse.host.score.ScoreCommand;
import org.gatehouse.host.serve.ServeCommand;
import org.gatehouse.host.state.ImportUpstreamCommand;
import org.gatehouse.host.state.ShowCommand;
import org.gatehouse.host.state.StateCommand;
import org.gatehouse.host.state.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The tree of commands, and how each of them ends. */
final class Commands {

  private final Console console;
  private final Termination termination;
  private final CommonOptions options = new CommonOptions();

  /**
   * Creates the tree.
   *
   * @param termination tells commands that would run for ever to end
   */
  Commands(Console console, Termination termination) {
    this.console = console;
    this.termination = termination;
  }

  /** Runs one command and returns its exit code. */
  int run(String... args) {
    try {
      return commandLine().execute(args);
    } catch (Throwable e) {
      return Failures.report(console, e, options.verbose());
    }
  }

  private CommandLine commandLine() {
    CommandLine metagraph =
        new CommandLine(new MetagraphCommand(console, options))
            .addSubcommand(new DiffCommand(console, options));
    CommandLine plugins =
        new CommandLine(new PluginsCommand(console, options))
            .addSubcommand(new CheckCommand(console))
            .addSubcommand(new SampleConfigCommand(console, options));
    CommandLine state =
        new CommandLine(new StateCommand())
            .addSubcommand(new ShowCommand(console))
            .addSubcommand(new VerifyCommand(console));
    return new CommandLine(new Root())
        .addMixin("common", options)
        .addSubcommand(new ScoreCommand(console, options))
        .addSubcommand(new ExplainCommand(console, options))
        .addSubcommand(new ReplayCommand(console, options))
        .addSubcommand(metagraph)
        .addSubcommand(new ServeCommand(console, options, HttpServer::start, termination))
        .addSubcommand(state)
        .addSubcommand(new ImportUpstreamCommand(console, options))
        .addSubcommand(new EncodeCommand(console, options))
        .addSubcommand(new ExportCommand(console, options))
        .addSubcommand(new DemoCommand(console, options))
        .addSubcommand(plugins)
        .addSubcommand(new DoctorCommand(console, options))
        // A prompt may begin with @, and is nobody's request to read a file.
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(this::usage)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> Failures.report(console, failure, options.verbose()));
  }

  private int usage(ParameterException failure, String... args) {
    console.message("gatehouse: " + describe(failure));
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    console.message("Run \"" + command + " --help\" for what it takes.");
    return Failures.USAGE;
  }

  private static String describe(ParameterException failure) {
    CommandSpec spec = failure.getCommandLine().getCommandSpec();
    if (failure instanceof UnmatchedArgumentException unmatched
        && spec.parent() == null
        && !unmatched.isUnknownOption()) {
      return "there is no command "
          + unmatched.getUnmatched().get(0)
          + "; expected "
          + commands(spec);
    }
    return String.valueOf(failure.getMessage());
  }

  private static String commands(CommandSpec spec) {
    return String.join(", ", spec.subcommands().keySet());
  }

  /** The command {@code gatehouse} without a subcommand. */
  @Command(
      name = "gatehouse",
      mixinStandardHelpOptions = true,
      scope = ScopeType.INHERIT,
      sortOptions = false,
      versionProvider = Version.class,
      description = "Scores the peers of a network for a prompt, and learns from their rewards.")
  static final class Root implements Runnable {

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // Set when the command line is built.
    private CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "expected a command: " + commands(spec));
    }
  }
}

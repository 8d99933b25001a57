package org.gatehouse.host.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.Stack;
import java.util.function.Consumer;
import org.gatehouse.config.GatehouseConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The options of every command; they may stand before or after its name. */
public final class CommonOptions {

  /** The system property that names the distribution's folder. */
  public static final String HOME = "gatehouse.home";

  /** The system property that says whether standard error is a terminal. */
  public static final String TERMINAL = "gatehouse.terminal";

  private static final Set<String> OURS = Set.of(HOME, TERMINAL);

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The configuration; without it conf/gatehouse.conf of the distribution.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      parameterConsumer = Collecting.class,
      description = "Sets one key of the configuration; may be repeated.")
  private final List<String> settings = new ArrayList<>();

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Shows the stack trace of a failure.")
  private boolean verbose;

  /** Creates the options as they are when none is given. */
  public CommonOptions() {}

  /** Returns a loader that has been told what the user said. */
  public GatehouseConfig.Loader loader() {
    return loader(loader -> {});
  }

  /**
   * Returns a loader that has been told what the user said, or where no file is named, what a
   * command of its own says over the distribution's file.
   */
  public GatehouseConfig.Loader loader(Consumer<GatehouseConfig.Loader> withoutFile) {
    GatehouseConfig.Loader loader = GatehouseConfig.loader().systemProperties(properties());
    ofDistribution("plugins").ifPresent(loader::pluginFolder);
    if (file == null) {
      ofDistribution("conf/gatehouse.conf").ifPresent(loader::file);
      withoutFile.accept(loader);
    } else {
      loader.file(file);
    }
    settings.forEach(loader::set);
    return loader;
  }

  private static Optional<Path> ofDistribution(String file) {
    String home = System.getProperty(HOME);
    return Optional.ofNullable(home).map(folder -> Path.of(folder, file)).filter(Files::exists);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> !OURS.contains(name))
        .forEach(name -> properties.setProperty(name, System.getProperty(name, "")));
    return properties;
  }

  /** Returns whether stack traces are wanted. */
  public boolean verbose() {
    return verbose;
  }

  /** Adds each value to the list that is there: by default a subcommand starts one of its own. */
  static final class Collecting implements IParameterConsumer {

    @Override
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
      if (args.isEmpty()) {
        throw new ParameterException(
            command.commandLine(), "--set: expected " + option.paramLabel() + ", found nothing");
      }
      List<String> values = option.getValue();
      values.add(args.pop());
    }
  }
}

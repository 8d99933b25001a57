package org.gatehouse.host.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.MessageRules;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.host.replay.events.EventFile;
import org.gatehouse.host.replay.events.KnownPeers;
import org.gatehouse.host.replay.page.ReportPage;
import org.gatehouse.host.replay.page.Subject;
import org.gatehouse.host.replay.report.Comparison;
import org.gatehouse.host.replay.report.ComparisonJson;
import org.gatehouse.host.replay.report.ComparisonText;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.ReportJson;
import org.gatehouse.host.replay.report.ReportText;
import org.gatehouse.host.replay.scenarios.Scenario;
import org.gatehouse.host.state.SnapshotStart;
import org.gatehouse.state.DurableFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code replay}. */
@Command(
    name = "replay",
    sortOptions = false,
    description = "Puts a log of events to gates and compares them with simple players.")
public final class ReplayCommand implements Callable<Integer> {

  private final Console console;
  private final CommonOptions options;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set when the command line is built.
  private CommandSpec spec;

  @Option(
      names = "--gate",
      paramLabel = "NAME",
      description =
          "A gate to compare, with its own section of the configuration; may be repeated. Without"
              + " it the configured one.")
  private List<String> gates = new ArrayList<>();

  @Option(
      names = "--selector",
      paramLabel = "NAME",
      description =
          "A selector to compare; each gate is replayed with each of them. May be repeated. Without"
              + " it the configured one.")
  private List<String> selectors = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Replays N times: first with the configured seeds, then with all of them 1 larger, and so"
              + " on. From the second time on the events are shuffled by the seed.")
  private int seeds = 1;

  @Option(names = "--shuffle", description = "Shuffles the events the first time as well.")
  private boolean shuffle;

  @Option(
      names = "--scenario",
      paramLabel = "KIND:EVENTS:PEERS",
      converter = ScenarioConverter.class,
      description =
          "Changes the network: churn:200:10%% replaces a tenth of the peers after every 200"
              + " events, grow:200:10%% has a tenth come after 200 events, shrink:200:10%% has a"
              + " tenth leave. PEERS may be a number. May be repeated.")
  private List<Scenario> scenarios = new ArrayList<>();

  @Option(
      names = "--json",
      description =
          "Writes the report as JSON; of several replays, an object with runs and summary.")
  private boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Writes a web page with plots as well, which needs nothing else.")
  private @Nullable Path page;

  @Option(names = "--strict", description = "Fails if a line is no event.")
  private boolean strict;

  @Option(
      names = "--snapshot-in",
      paramLabel = "FILE",
      description = "Starts with what the gate had learned in a snapshot.")
  private @Nullable Path snapshotIn;

  @Option(
      names = "--snapshot-out",
      paramLabel = "FILE",
      description = "Writes what the gate has learned to a snapshot.")
  private @Nullable Path snapshotOut;

  @Parameters(paramLabel = "EVENTS.jsonl", description = "The log: one JSON object a line.")
  @SuppressWarnings("NullAway.Init") // Set before the command runs: it is required.
  private Path events;

  /** Creates the command. */
  public ReplayCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    List<Player> players = players();
    checkUsage(players);
    // All of them before the first replay, so that a wrong name is not found after hours.
    List<GatehouseConfig> configs =
        players.stream().map(player -> player.configure(options)).toList();
    checkOutputs();
    SnapshotStart start = snapshotIn == null ? null : SnapshotStart.read(snapshotIn);
    boolean keepsOrder = keepsOrder(configs.get(0));
    List<Report> reports = new ArrayList<>();
    int all = players.size() * seeds;
    Consumer<Report> done = all == 1 ? this::tell : report -> {};
    try (ReplayRuns runs = new ReplayRuns(console, events, scenarios, start, snapshotOut)) {
      for (int i = 0; i < players.size(); i++) {
        GatehouseConfig first = configs.get(i);
        for (int seed = 0; seed < seeds; seed++) {
          GatehouseConfig config =
              seed == 0 ? first : players.get(i).configure(options, first, seed);
          if (all > 1) {
            announce(config, reports.size() + 1, all);
          }
          runs.run(
              config,
              (shuffle || seed > 0) && !keepsOrder,
              reports.isEmpty(),
              done.andThen(reports::add));
        }
      }
    }
    if (all > 1) {
      Comparison comparison = Comparison.of(reports);
      writePage(comparison);
      print(comparison);
    }
    if (strict && reports.stream().anyMatch(report -> report.skipped() > 0)) {
      console.message("gatehouse: lines that are no event are a failure with --strict");
      return Failures.FAILURE;
    }
    return Failures.GOOD;
  }

  private List<Player> players() {
    List<Player> players = new ArrayList<>();
    for (@Nullable String gate : orConfigured(gates)) {
      for (@Nullable String selector : orConfigured(selectors)) {
        players.add(new Player(gate, selector));
      }
    }
    return players;
  }

  private static List<@Nullable String> orConfigured(List<String> names) {
    List<@Nullable String> all = new ArrayList<>(names.stream().distinct().toList());
    if (all.isEmpty()) {
      all.add(null);
    }
    return all;
  }

  private void checkUsage(List<Player> players) {
    if (seeds < 1) {
      throw wrong("--seeds: expected a whole number of at least 1, found " + seeds);
    }
    if (snapshotOut != null && players.size() * seeds > 1) {
      throw wrong("--snapshot-out: expected one gate, selector and seed, found several");
    }
    if (snapshotIn != null && gates.stream().distinct().count() > 1) {
      throw wrong("--snapshot-in: expected one gate, found several");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** What takes hours to learn should not be lost to a typing error. */
  private void checkOutputs() {
    check("--snapshot-out", snapshotOut);
    check("--report", page);
    if (snapshotOut != null && page != null && same(snapshotOut, page)) {
      throw new GatehouseException(
          "--report and --snapshot-out: expected two files, found " + page + " twice");
    }
  }

  private void check(String option, @Nullable Path file) {
    if (file != null) {
      DurableFile.check(file);
      if (same(file, events)) {
        throw new GatehouseException(option + " is the log itself: " + events + " would be lost");
      }
    }
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  /** Returns whether the order of the events means something. */
  private boolean keepsOrder(GatehouseConfig config) {
    if (!shuffle && seeds == 1) {
      return true;
    }
    OptionalLong change =
        KnownPeers.firstChange(new EventFile(events, new MessageRules(config.maxMessageBytes())));
    if (change.isEmpty()) {
      return false;
    }
    String where = events + ":" + change.getAsLong() + ": a uid changes hands here";
    if (shuffle) {
      throw new GatehouseException(
          where + ", and a log of a changing network has but one order; leave out --shuffle");
    }
    console.message(where + ", so every replay keeps the order of the log");
    return true;
  }

  private void announce(GatehouseConfig config, int number, int all) {
    console.message(
        "replay %d of %d: gate %s, selector %s, seed %d"
            .formatted(number, all, config.gateName(), config.selectorName(), config.seed()));
  }

  private void tell(Report report) {
    writePage(Comparison.of(List.of(report)));
    print(report);
  }

  private void writePage(Comparison comparison) {
    if (page != null) {
      Subject subject =
          new Subject(
              events.toAbsolutePath().normalize().getFileName().toString(),
              scenarios.stream().map(Scenario::toString).toList());
      byte[] html = ReportPage.of(subject, comparison);
      DurableFile.write(page, out -> out.write(html));
    }
  }

  private void print(Report report) {
    if (json) {
      console.data(ReportJson.of(report));
    } else {
      console.data(ReportText.of(events.toString(), report));
    }
  }

  private void print(Comparison comparison) {
    if (json) {
      console.data(ComparisonJson.of(comparison));
    } else {
      console.data(ComparisonText.of(events.toString(), comparison));
    }
  }

  /** Reads the value of {@code --scenario}. */
  static final class ScenarioConverter implements ITypeConverter<Scenario> {

    @Override
    public Scenario convert(String value) {
      try {
        return Scenario.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}

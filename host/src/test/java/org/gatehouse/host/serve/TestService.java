package org.gatehouse.host.serve;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.plugin.ProviderName;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.host.batching.BatchingSettings;
import org.gatehouse.host.meters.Meters;
import org.gatehouse.host.shadow.Shadow;
import org.gatehouse.state.StateDigest;
import org.gatehouse.state.StateSettings;

/** A served gate of a test, and what it is made of. */
public final class TestService implements AutoCloseable {

  private final GatingModel gate;
  private final ServeSettings settings;
  private final Telemetry telemetry;
  private final List<String> answered;
  private final Gatehouse gatehouse;
  private final Served served;

  private TestService(Builder builder) {
    gate = builder.gate;
    answered = builder.answered;
    Gatehouse.Builder parts = Gatehouse.builder().gate(new LentProvider(gate));
    builder.settings.forEach(parts::set);
    parts.set("gatehouse.state.dir", builder.folder);
    builder.source.ifPresent(parts::metagraphSource);
    builder.metagraph.ifPresent(parts::metagraph);
    gatehouse = parts.open();
    settings = ServeSettings.of(gatehouse.config().root().getConfig(ServeSettings.SECTION));
    telemetry =
        new Telemetry(
            builder.meters,
            builder.whole == null ? (meter, outcome, took) -> {} : builder.whole::time,
            (path, method, status, took) -> {
              synchronized (answered) {
                answered.add(method + " " + path + " " + status);
              }
            },
            () -> "up 1.0\n");
    Optional<Metagraph> known =
        builder.source.isPresent() ? Optional.of(gatehouse.metagraph()) : builder.metagraph;
    served =
        Served.open(
            stack(builder, known),
            builder.shadow,
            gatehouse,
            known,
            pushed(builder.folder),
            settings,
            telemetry,
            builder.nanoTime);
  }

  private GateStack stack(Builder builder, Optional<Metagraph> known) {
    if (builder.whole == null) {
      return new GateStack(gatehouse.gate(), builder.troubles);
    }
    GatehouseConfig config = gatehouse.config();
    return GateStack.open(
        gatehouse,
        known,
        new GateStack.Plan(
            StateSettings.of(config.section(StateSettings.SECTION), config.stateFolder()),
            BatchingSettings.of(config.section(BatchingSettings.SECTION)),
            settings.http().requestTimeout(),
            builder.whole));
  }

  /** Returns what keeps pushed metagraphs in a folder. */
  static PushedMetagraphs pushed(Path folder) {
    return new PushedMetagraphs(
        folder,
        file -> {
          GatehouseConfig config =
              GatehouseConfig.loader()
                  .set("gatehouse.metagraph.source=file")
                  .set("gatehouse.metagraph.file.path=" + file)
                  .load();
          return () ->
              Gatehouse.openMetagraphSource(config, HostContext.standalone()).orElseThrow();
        });
  }

  /** Returns the metagraph that is kept in a folder. */
  public static Optional<Metagraph> kept(Path folder) {
    return pushed(folder).read();
  }

  /** Begins to describe the service of a gate, which keeps its state in a folder. */
  public static Builder of(GatingModel gate, Path folder) {
    return new Builder(gate, folder);
  }

  /** Returns the service. */
  public GateService service() {
    return served.service();
  }

  /** Returns how it is to be served. */
  public HttpSettings http() {
    return settings.http();
  }

  /** Returns what it reports to. */
  public Telemetry telemetry() {
    return telemetry;
  }

  /** Returns the requests that were answered so far, as method, path and status. */
  public List<String> answered() {
    synchronized (answered) {
      return List.copyOf(answered);
    }
  }

  /** Returns the identity of what the gate has learned. */
  public String digest() {
    return StateDigest.sha256(gate.snapshot());
  }

  @Override
  public void close() {
    try {
      served.close();
    } finally {
      gatehouse.close();
    }
  }

  /** Describes a service. */
  public static final class Builder {

    private final GatingModel gate;
    private final Path folder;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final List<String> answered = new ArrayList<>();
    private Optional<MetagraphSource> source = Optional.empty();
    private Optional<Metagraph> metagraph = Optional.empty();
    private LongSupplier nanoTime = System::nanoTime;
    private MeterSink meters = MeterSink.none();
    private Supplier<List<String>> troubles = List::of;
    private Meters whole;
    private Shadow shadow = Shadow.none();

    private Builder(GatingModel gate, Path folder) {
      this.gate = gate;
      this.folder = folder;
      set("gatehouse.host.http.port", 0);
    }

    /** Sets a key. */
    public Builder set(String key, Object value) {
      settings.put(key, value);
      return this;
    }

    /** Sets the followed source. */
    public Builder source(MetagraphSource value) {
      source = Optional.of(value);
      return this;
    }

    /** Sets the network to begin with. */
    public Builder metagraph(Metagraph value) {
      metagraph = Optional.of(value);
      return this;
    }

    /** Sets the clock by which scores grow old. */
    public Builder nanoTime(LongSupplier value) {
      nanoTime = value;
      return this;
    }

    /** Sets where counts go. */
    public Builder meters(MeterSink value) {
      meters = value;
      return this;
    }

    /** Sets what keeps learned state from being durable. */
    public Builder troubles(Supplier<List<String>> value) {
      troubles = value;
      return this;
    }

    /** Sets the shadow. */
    public Builder shadow(Shadow value) {
      shadow = value;
      return this;
    }

    /** Has the gate served in all its wrappers, and measured by these meters. */
    public Builder whole(Meters value) {
      whole = value;
      return this;
    }

    /** Starts the service. */
    public TestService open() {
      return new TestService(this);
    }
  }

  /** Provides a gate that is there. */
  @ProviderName("lent")
  private static final class LentProvider implements GatingModelProvider {

    private final GatingModel gate;

    LentProvider(GatingModel gate) {
      this.gate = gate;
    }

    @Override
    public List<ConfigProblem> check(Config config) {
      return List.of();
    }

    @Override
    public GatingModel create(Config config, GatingContext context) {
      return gate;
    }
  }
}

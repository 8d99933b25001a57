package org.gatehouse.api.gating;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.api.telemetry.ProgressListener;
import org.jspecify.annotations.Nullable;

/** What a host lends a gate. Immutable. */
public final class GatingContext {

  private final @Nullable Metagraph metagraph;
  private final long seed;
  private final Path cacheFolder;
  private final Path stateFolder;
  private final Clock clock;
  private final ProgressListener progress;
  private final MeterSink meters;

  private GatingContext(Builder builder) {
    metagraph = builder.metagraph;
    seed = builder.seed;
    cacheFolder = builder.cacheFolder;
    stateFolder = builder.stateFolder;
    clock = builder.clock;
    progress = builder.progress;
    meters = builder.meters;
  }

  /**
   * Returns a builder.
   *
   * @param cacheFolder a folder for what can be made again, such as exported models
   * @param stateFolder a folder for what must survive, owned by this host alone
   */
  public static Builder builder(Path cacheFolder, Path stateFolder) {
    return new Builder(cacheFolder, stateFolder);
  }

  /** Returns a builder that starts from what this context holds. */
  public Builder toBuilder() {
    return builder(cacheFolder, stateFolder)
        .metagraph(metagraph)
        .seed(seed)
        .clock(clock)
        .progress(progress)
        .meters(meters);
  }

  /** Returns the network as it is now; empty where peers are not known yet. */
  public Optional<Metagraph> metagraph() {
    return Optional.ofNullable(metagraph);
  }

  /** Returns the seed of everything random in the gate. */
  public long seed() {
    return seed;
  }

  /** Returns the folder for what can be made again; it may not exist yet. */
  public Path cacheFolder() {
    return cacheFolder;
  }

  /** Returns the folder for what must survive; it may not exist yet. */
  public Path stateFolder() {
    return stateFolder;
  }

  /** Returns the host's clock. */
  public Clock clock() {
    return clock;
  }

  /** Returns who is told about long tasks. */
  public ProgressListener progress() {
    return progress;
  }

  /** Returns where the gate reports what it measures. */
  public MeterSink meters() {
    return meters;
  }

  /**
   * Collects what a host lends; everything but the folders has a default. For use by one thread.
   */
  public static final class Builder {

    private final Path cacheFolder;
    private final Path stateFolder;
    private @Nullable Metagraph metagraph;
    private long seed;
    private Clock clock = Clock.systemUTC();
    private ProgressListener progress = ProgressListener.none();
    private MeterSink meters = MeterSink.none();

    private Builder(Path cacheFolder, Path stateFolder) {
      this.cacheFolder = cacheFolder;
      this.stateFolder = stateFolder;
    }

    /** Sets the network as it is now; unknown by default. */
    public Builder metagraph(@Nullable Metagraph value) {
      metagraph = value;
      return this;
    }

    /** Sets the seed; 0 by default. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Sets the clock; the system's by default. */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** Sets who is told about long tasks; nobody by default. */
    public Builder progress(ProgressListener value) {
      progress = value;
      return this;
    }

    /** Sets where measurements go; nowhere by default. */
    public Builder meters(MeterSink value) {
      meters = value;
      return this;
    }

    /** Returns the context. */
    public GatingContext build() {
      return new GatingContext(this);
    }
  }
}

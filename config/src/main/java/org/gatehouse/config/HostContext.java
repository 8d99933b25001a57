package org.gatehouse.config;

import java.time.Clock;
import java.util.Optional;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.api.telemetry.ProgressListener;
import org.jspecify.annotations.Nullable;

/** What a host lends to the gate and the metagraph source. Immutable. */
public final class HostContext {

  private final Clock clock;
  private final ProgressListener progress;
  private final MeterSink meters;
  private final @Nullable Metagraph metagraph;

  private HostContext(Builder builder) {
    clock = builder.clock;
    progress = builder.progress;
    meters = builder.meters;
    metagraph = builder.metagraph;
  }

  /** Returns a builder in which everything has a default. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a context with the system's clock, nobody listening and no metagraph. */
  public static HostContext standalone() {
    return builder().build();
  }

  /** Returns the host's clock. */
  public Clock clock() {
    return clock;
  }

  /** Returns who is told about long tasks. */
  public ProgressListener progress() {
    return progress;
  }

  /** Returns where measurements go. */
  public MeterSink meters() {
    return meters;
  }

  /** Returns the network to start with where the configuration names no metagraph source. */
  public Optional<Metagraph> metagraph() {
    return Optional.ofNullable(metagraph);
  }

  HostContext withMetagraph(Metagraph value) {
    return builder().clock(clock).progress(progress).meters(meters).metagraph(value).build();
  }

  /** Collects what a host lends. For use by one thread. */
  public static final class Builder {

    private Clock clock = Clock.systemUTC();
    private ProgressListener progress = ProgressListener.none();
    private MeterSink meters = MeterSink.none();
    private @Nullable Metagraph metagraph;

    private Builder() {}

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

    /** Sets the network to start with, for a configuration without a source; none by default. */
    public Builder metagraph(@Nullable Metagraph value) {
      metagraph = value;
      return this;
    }

    /** Returns the context. */
    public HostContext build() {
      return new HostContext(this);
    }
  }
}

package org.gatehouse.gating.bandit;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.Replayable;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.ScoreParts;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;
import org.gatehouse.engine.tensorflow.gating.GateCounters;
import org.gatehouse.engine.tensorflow.gating.LearnedStateLock;
import org.gatehouse.engine.tensorflow.lifecycle.UntilClosed;
import org.gatehouse.engine.tensorflow.pooling.Pooling;

/**
 * Scores peers by the reward that it expects of them for a message, and says how certain it is.
 *
 * <p>One lock keeps what is believed and the table of peers in step: scoring and copying share it,
 * changes do not. Encoding, by far the longest part, happens outside of it.
 */
final class BanditGatingModel implements GatingModel, Representing, Replayable, Explaining {

  /** The name that selects this gate. */
  static final String NAME = "bandit";

  /** Squares of larger components would leave no digits for what tells messages apart. */
  private static final float LARGEST = 1e12f;

  private final BanditSettings settings;
  private final MessageEncoder encoder;
  private final MeterSink meters;
  private final UUID id = UUID.randomUUID();
  private final UntilClosed open = new UntilClosed("this gate");
  private final LearnedStateLock state = new LearnedStateLock();

  private PeerTable peers;
  private Uids uids;
  private Beliefs beliefs;
  private GateCounters counters;

  /**
   * Creates a gate that knows nothing yet.
   *
   * @param encoder owned by the gate from now on, also if this fails
   */
  BanditGatingModel(MessageEncoder encoder, BanditSettings settings, GatingContext context) {
    this.settings = settings;
    this.meters = context.meters();
    try {
      this.encoder = encoder.remembering(settings.gate().encodingCacheBytes(), meters);
      this.peers = PeerTable.of(settings.gate().numUids(context.metagraph()), context.metagraph());
      this.uids = Uids.range(peers.numUids());
      this.beliefs = Beliefs.none(settings.learning(), encoder.dimension(), peers.numUids());
      this.counters = GateCounters.fresh(context.seed());
    } catch (RuntimeException | Error e) {
      try (encoder) {
        throw e;
      }
    }
  }

  /**
   * Opens the encoder, shared with the gate {@code sentence} if both name the same model, and
   * creates a gate on it.
   *
   * @throws GatehouseException if the model or the device is not to be had
   */
  static BanditGatingModel create(BanditSettings settings, GatingContext context) {
    Encoder encoder =
        settings
            .encoder()
            .open(
                Devices.resolve(settings.encoder().engine().device()),
                context,
                Pooling::wholeMessage);
    return new BanditGatingModel(encoder, settings, context);
  }

  @Override
  public int numUids() {
    return open.use(() -> state.shared(() -> peers.numUids()));
  }

  @Override
  public List<GateScores> forward(List<String> messages) {
    List<String> batch = List.copyOf(messages);
    return open.use(
        () -> {
          settings.gate().messageRules().check(batch);
          if (batch.isEmpty()) {
            return List.of();
          }
          long start = System.nanoTime();
          float[][] representations = encoder.represent(batch);
          List<GateScores> scores =
              state.shared(() -> Arrays.stream(representations).map(this::score).toList());
          meters.time("gatehouse.gate.forward", Duration.ofNanos(System.nanoTime() - start));
          meters.count("gatehouse.gate.messages", batch.size());
          return scores;
        });
  }

  private GateScores score(float[] representation) {
    requireFinite(representation);
    return scored(new Payload(representation, peers.version()));
  }

  private void requireFinite(float[] representation) {
    for (float component : representation) {
      if (!(Math.abs(component) <= LARGEST)) {
        throw new GatehouseException(
            "the encoder %s represents the message with %s: it is damaged, or not made for such a message"
                .formatted(encoder.id(), component));
      }
    }
  }

  private GateScores scored(Payload payload) {
    Forecast forecast = beliefs.forecast(payload.representation());
    return GateScores.of(
        id, counters.generation(), uids, forecast.scores(), forecast.deviations(), payload);
  }

  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    float[] earned = rewards.clone();
    return open.use(
        () -> {
          if (!settings.gate().learn()) {
            throw new UnsupportedCapabilityException(
                Capability.LEARN, "this gate is read-only: gatehouse.gating.learn is false");
          }
          scores.requireRewards(earned);
          long start = System.nanoTime();
          TrainingStep taken = state.alone(() -> learn(scores, earned));
          meters.time("gatehouse.gate.backward", Duration.ofNanos(System.nanoTime() - start));
          meters.count("gatehouse.gate.dropped", taken.dropped().size());
          return taken;
        });
  }

  private TrainingStep learn(GateScores scores, float[] rewards) {
    Payload payload = payload(scores);
    Uids trained = payload.present(scores, peers);
    Uids gone = payload.gone(scores, peers);
    if (trained.isEmpty()) {
      return new TrainingStep(counters.step(), 0, 0, trained, gone);
    }
    float[] earned = new float[trained.size()];
    for (int i = 0; i < earned.length; i++) {
      earned[i] = rewards[scores.uids().indexOf(trained.get(i))];
    }
    Beliefs.Lesson lesson = beliefs.learn(payload.representation(), trained, earned);
    counters = counters.afterStep();
    return new TrainingStep(counters.step(), lesson.loss(), lesson.gradient(), trained, gone);
  }

  private Payload payload(GateScores scores) {
    return scores.payload(id, counters.generation(), Payload.class);
  }

  @Override
  public RecordedScores record(GateScores scores) {
    return open.use(
        () ->
            state.shared(
                () -> {
                  Payload payload = payload(scores);
                  return payload.record(payload.present(scores, peers));
                }));
  }

  @Override
  public GateScores revive(RecordedScores recorded) {
    return open.use(
        () ->
            state.shared(
                () ->
                    scored(Payload.of(recorded, encoder.dimension(), peers))
                        .select(recorded.uids())));
  }

  @Override
  public ResyncReport resync(Metagraph previous, Metagraph latest) {
    return open.use(
        () -> {
          ResyncReport report = state.alone(() -> follow(previous, latest));
          meters.count("gatehouse.gate.replaced", report.replaced().size());
          return report;
        });
  }

  private ResyncReport follow(Metagraph previous, Metagraph latest) {
    PeerTable.Resynced next = peers.resync(previous, latest);
    ResyncReport report = next.report();
    int[] reset = IntStream.concat(report.replaced().stream(), report.added().stream()).toArray();
    adopt(next.table(), beliefs, Uids.of(reset));
    return report;
  }

  private void adopt(PeerTable table, Beliefs believed, Uids reset) {
    believed.forget(reset, table.numUids());
    beliefs = believed;
    peers = table;
    if (uids.size() != table.numUids()) {
      uids = Uids.range(table.numUids());
    }
  }

  @Override
  public GatingSnapshot snapshot() {
    return open.use(() -> state.shared(() -> SavedState.write(encoder, peers, counters, beliefs)));
  }

  @Override
  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    return open.use(
        () -> {
          SavedState saved = SavedState.read(snapshot, encoder, settings.learning());
          return state.alone(() -> restore(snapshot, saved, metagraph));
        });
  }

  private RestoreReport restore(GatingSnapshot snapshot, SavedState saved, Metagraph metagraph) {
    PeerTable.Restored next = peers.restored(snapshot, saved.resets(), metagraph);
    adopt(next.table(), saved.beliefs(), next.report().reset());
    counters = counters.afterRestore(snapshot);
    return next.report();
  }

  @Override
  public List<ScoreParts> explain(GateScores scores) {
    return open.use(
        () -> state.shared(() -> beliefs.parts(payload(scores).representation(), scores.uids())));
  }

  @Override
  public boolean optimistic() {
    return settings.learning().optimism() > 0;
  }

  @Override
  public Set<Capability> capabilities() {
    return settings.gate().learn()
        ? EnumSet.allOf(Capability.class)
        : EnumSet.complementOf(EnumSet.of(Capability.LEARN));
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public float[] representation(GateScores scores) {
    return open.use(() -> state.shared(() -> payload(scores).representation().clone()));
  }

  @Override
  public void close() {
    open.close(encoder::close);
  }
}

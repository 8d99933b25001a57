package org.gatehouse.gating.bandit;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
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
import org.gatehouse.engine.tensorflow.lifecycle.UntilClosed;
import org.gatehouse.engine.tensorflow.pooling.MeanPooling;
import org.gatehouse.engine.tensorflow.pooling.Pooling;

/**
 * Scores peers by the reward that it expects of them for a message, and says how certain it is.
 *
 * <p>All that can change is in one immutable {@link GateState}. A reader takes the current one and
 * never sees half a change; a writer makes another and puts it in place, one writer at a time. A
 * change that fails on its way is never put in place. Encoding, by far the longest part, happens
 * before that.
 */
final class BanditGatingModel
    implements GatingModel, Representing, Replayable, Explaining {

  /** The name that selects this gate. */
  static final String NAME = "bandit";

  private final BanditSettings settings;
  private final MessageEncoder encoder;
  private final MeterSink meters;
  private final UUID id = UUID.randomUUID();
  private final UntilClosed open = new UntilClosed("this gate");
  private final Object writing = new Object();

  private volatile GateState state;

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
      PeerTable peers =
          PeerTable.of(settings.gate().numUids(context.metagraph()), context.metagraph());
      Beliefs beliefs =
          Beliefs.none(settings.learning(), encoder.dimension(), context.seed());
      this.state = GateState.of(peers, beliefs, Uids.empty(), 0, 0, context.seed());
    } catch (RuntimeException | Error e) {
      try (encoder) {
        throw e;
      }
    }
  }

  /**
   * Opens the encoder, which is that of the gate {@code sentence}, and creates a gate on it.
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
                BanditGatingModel::pooling);
    return new BanditGatingModel(encoder, settings, context);
  }

  /** The authors' own pooling, unless that leaves out a part of the message. */
  private static Pooling pooling(Pooling own) {
    return own.firstChunkOnly() ? new MeanPooling(true) : own;
  }

  @Override
  public int numUids() {
    return open.use(() -> state.peers().numUids());
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
          GateState now = state;
          List<GateScores> scores =
              List.of(representations).stream().map(message -> score(now, message)).toList();
          meters.time("gatehouse.gate.forward", Duration.ofNanos(System.nanoTime() - start));
          meters.count("gatehouse.gate.messages", batch.size());
          return scores;
        });
  }

  private GateScores score(GateState now, float[] representation) {
    requireFinite(representation);
    return scored(now, new Payload(representation, now.peers().version()));
  }

  private void requireFinite(float[] representation) {
    for (float component : representation) {
      if (!Float.isFinite(component)) {
        throw new GatehouseException(
            "the encoder %s represents the message with %s: it is damaged, or not made for such a message"
                .formatted(encoder.id(), component));
      }
    }
  }

  private GateScores scored(GateState now, Payload payload) {
    Forecast forecast = now.beliefs().forecast(payload.representation());
    return GateScores.of(
        id, now.generation(), now.uids(), forecast.means(), forecast.deviations(), payload);
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
          TrainingStep taken = changed(() -> learn(scores, earned));
          meters.time("gatehouse.gate.backward", Duration.ofNanos(System.nanoTime() - start));
          meters.count("gatehouse.gate.dropped", taken.dropped().size());
          return taken;
        });
  }

  private TrainingStep learn(GateScores scores, float[] rewards) {
    GateState now = state;
    Payload payload = payload(scores, now);
    Uids trained = payload.present(scores, now.peers());
    Uids gone = payload.gone(scores, now.peers());
    if (trained.isEmpty()) {
      return new TrainingStep(now.step(), 0, 0, trained, gone);
    }
    float[] earned = new float[trained.size()];
    for (int i = 0; i < earned.length; i++) {
      earned[i] = rewards[scores.uids().indexOf(trained.get(i))];
    }
    Beliefs.Lesson lesson = now.beliefs().learn(payload.representation(), trained, earned);
    state = now.learned(lesson.after());
    return new TrainingStep(state.step(), lesson.loss(), lesson.change(), trained, gone);
  }

  private Payload payload(GateScores scores, GateState now) {
    return scores.payload(id, now.generation(), Payload.class);
  }

  @Override
  public RecordedScores record(GateScores scores) {
    return open.use(
        () -> {
          GateState now = state;
          Payload payload = payload(scores, now);
          return payload.record(payload.present(scores, now.peers()));
        });
  }

  @Override
  public GateScores revive(RecordedScores recorded) {
    return open.use(
        () -> {
          GateState now = state;
          return scored(now, Payload.of(recorded, encoder.dimension(), now.peers()))
              .select(recorded.uids());
        });
  }

  @Override
  public ResyncReport resync(Metagraph previous, Metagraph latest) {
    return open.use(
        () ->
            changed(
                () -> {
                  GateState now = state;
                  PeerTable.Resynced next = now.peers().resync(previous, latest);
                  state = now.resynced(next.table(), next.report());
                  meters.count("gatehouse.gate.replaced", next.report().replaced().size());
                  return next.report();
                }));
  }

  @Override
  public GatingSnapshot snapshot() {
    return open.use(() -> SavedState.write(state, encoder.id()));
  }

  @Override
  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    return open.use(
        () -> {
          SavedState saved = SavedState.read(snapshot, encoder, settings.learning());
          return changed(
              () -> {
                GateState now = state;
                PeerTable.Restored next =
                    now.peers().restored(snapshot, saved.resets(), metagraph);
                state =
                    GateState.of(
                        next.table(),
                        saved.beliefs(),
                        next.report().reset(),
                        snapshot.step(),
                        Math.max(now.generation(), snapshot.generation()) + 1,
                        snapshot.seed());
                return next.report();
              });
        });
  }

  @Override
  public List<ScoreParts> explain(GateScores scores) {
    return open.use(
        () -> {
          GateState now = state;
          return now.beliefs()
              .parts(payload(scores, now).representation(), scores.uids());
        });
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
    return open.use(() -> payload(scores, state).representation().clone());
  }

  @Override
  public void close() {
    open.close(encoder::close);
  }

  private <T> T changed(Supplier<T> change) {
    synchronized (writing) {
      return change.get();
    }
  }
}

package org.gatehouse.engine.tensorflow.gating;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.LinearRows;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.Replayable;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.ScoreParts;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;
import org.gatehouse.engine.tensorflow.head.LinearHead;
import org.gatehouse.engine.tensorflow.lifecycle.UntilClosed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.proto.ConfigProto;

/**
 * A gate that scores peers with one linear layer on a frozen encoder's representation of the
 * message: the common part of the gates of this project.
 *
 * <p>One lock keeps the weights and the table of peers in step: scoring and copying share it,
 * changes do not. Encoding, by far the longest part, happens outside of it.
 */
public class LinearGatingModel
    implements GatingModel, Representing, Replayable, LinearRows, Explaining {

  private static final Logger LOG = LoggerFactory.getLogger(LinearGatingModel.class);

  private final String name;
  private final MessageEncoder encoder;
  private final LinearGatingSettings settings;
  private final MeterSink meters;
  private final LinearHead head;
  private final DivergenceCheck divergence;
  private final UUID id = UUID.randomUUID();
  private final LearnedStateLock weights = new LearnedStateLock();
  private final UntilClosed open = new UntilClosed("this gate");

  private PeerTable peers;
  private Uids uids;
  private GateCounters counters;

  /**
   * Creates a gate with fresh weights.
   *
   * @param name the provider's name
   * @param encoder owned by the gate from now on, also if this fails
   * @param session the configuration of the head's session, which decides on the device
   */
  protected LinearGatingModel(
      String name,
      MessageEncoder encoder,
      LinearGatingSettings settings,
      ConfigProto session,
      GatingContext context) {
    this.name = name;
    this.settings = settings;
    this.meters = context.meters();
    this.counters = GateCounters.fresh(context.seed());
    try {
      this.encoder = encoder.remembering(settings.gate().encodingCacheBytes(), meters);
      int numUids = settings.gate().numUids(context.metagraph());
      this.peers = PeerTable.of(numUids, context.metagraph());
      if (peers.numUids() > numUids) {
        LOG.warn(
            "gate {}: the network outgrew num-uids = {}; there are {} uids",
            name,
            numUids,
            peers.numUids());
      }
      this.uids = Uids.range(peers.numUids());
      this.divergence = new DivergenceCheck(encoder.id(), settings.descent().learningRate());
      this.head =
          new LinearHead(
              encoder.dimension(),
              peers.numUids(),
              context.seed(),
              settings.accumulation(),
              session);
      // The first run of a session costs ten times the second.
      head.scores(new float[1][encoder.dimension()]);
    } catch (RuntimeException | Error e) {
      try (encoder) {
        throw e;
      }
    }
  }

  @Override
  public final int numUids() {
    return shared(() -> peers.numUids());
  }

  private <T> T shared(Supplier<T> look) {
    return open.use(() -> weights.shared(look));
  }

  @Override
  public final List<GateScores> forward(List<String> messages) {
    List<String> batch = List.copyOf(messages);
    return open.use(
        () -> {
          settings.gate().messageRules().check(batch);
          if (batch.isEmpty()) {
            return List.of();
          }
          long start = System.nanoTime();
          float[][] representations = encoder.represent(batch);
          List<GateScores> scores = weights.shared(() -> score(representations));
          meters.time("gatehouse.gate.forward", Duration.ofNanos(System.nanoTime() - start));
          meters.count("gatehouse.gate.messages", batch.size());
          return scores;
        });
  }

  private List<GateScores> score(float[][] representations) {
    float[][] scores = head.scores(representations);
    return IntStream.range(0, scores.length)
        .mapToObj(i -> scored(new LinearPayload(representations[i], peers.version()), scores[i]))
        .toList();
  }

  private GateScores scored(LinearPayload payload, float[] scores) {
    divergence.requireFinite(payload.representation(), scores, counters.step());
    return GateScores.of(id, counters.generation(), uids, scores, payload);
  }

  @Override
  public final TrainingStep backward(GateScores scores, float[] rewards) {
    float[] earned = rewards.clone();
    return open.use(
        () -> {
          if (!settings.gate().learn()) {
            throw new UnsupportedCapabilityException(
                Capability.LEARN, "this gate is read-only: gatehouse.gating.learn is false");
          }
          scores.requireRewards(earned);
          long start = System.nanoTime();
          TrainingStep taken = weights.alone(() -> train(scores, earned));
          meters.time("gatehouse.gate.backward", Duration.ofNanos(System.nanoTime() - start));
          meters.count("gatehouse.gate.dropped", taken.dropped().size());
          return taken;
        });
  }

  private TrainingStep train(GateScores scores, float[] rewards) {
    LinearPayload payload = payload(scores);
    LinearPayload.Split uids = payload.split(scores, peers);
    Uids trained = uids.present();
    if (trained.isEmpty()) {
      return new TrainingStep(counters.step(), 0, 0, trained, uids.gone());
    }
    float[] earned = uids.earned(scores, rewards);
    LinearHead.Step taken =
        head.step(payload.representation(), trained, earned, payload.descentOr(settings.descent()));
    counters = counters.afterStep();
    return new TrainingStep(
        counters.step(), taken.loss(), taken.gradientNorm(), trained, uids.gone());
  }

  private LinearPayload payload(GateScores scores) {
    return scores.payload(id, counters.generation(), LinearPayload.class);
  }

  @Override
  public final RecordedScores record(GateScores scores) {
    return shared(
        () -> {
          LinearPayload payload = payload(scores);
          return payload.record(payload.split(scores, peers).present(), settings.descent());
        });
  }

  @Override
  public final GateScores revive(RecordedScores recorded) {
    return shared(
        () ->
            scored(LinearPayload.of(recorded, encoder.dimension(), peers)).select(recorded.uids()));
  }

  private GateScores scored(LinearPayload payload) {
    return scored(payload, head.scores(new float[][] {payload.representation()})[0]);
  }

  @Override
  public final List<ScoreParts> explain(GateScores scores) {
    return shared(
        () -> LinearParts.of(scored(payload(scores)).select(scores.uids()), head.biases()));
  }

  @Override
  public final ResyncReport resync(Metagraph previous, Metagraph latest) {
    return open.use(
        () -> {
          ResyncReport report = weights.alone(() -> follow(previous, latest));
          meters.count("gatehouse.gate.replaced", report.replaced().size());
          return report;
        });
  }

  private ResyncReport follow(Metagraph previous, Metagraph latest) {
    PeerTable.Resynced next = peers.resync(previous, latest);
    int[] reset =
        IntStream.concat(next.report().replaced().stream(), next.report().added().stream())
            .toArray();
    head.reset(next.table().resets(), Uids.of(reset));
    adopt(next.table());
    return next.report();
  }

  private void adopt(PeerTable table) {
    int before = peers.numUids();
    int now = table.numUids();
    if (now > before) {
      LOG.info("gate {}: the network outgrew {} uids; there are {} now", name, before, now);
      uids = Uids.range(now);
    }
    peers = table;
  }

  @Override
  public final GatingSnapshot snapshot() {
    return shared(() -> LinearSnapshot.write(name, encoder, peers, counters, head.state()));
  }

  @Override
  public final RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    return open.use(
        () -> {
          LinearSnapshot loaded = LinearSnapshot.read(snapshot, name, encoder);
          return weights.alone(() -> restore(snapshot, loaded, metagraph));
        });
  }

  private RestoreReport restore(
      GatingSnapshot snapshot, LinearSnapshot loaded, Metagraph metagraph) {
    PeerTable.Restored next = peers.restored(snapshot, loaded.resets(), metagraph);
    head.restore(loaded.head(), snapshot.seed(), next.table().resets(), next.report().reset());
    adopt(next.table());
    counters = counters.afterRestore(snapshot);
    return next.report();
  }

  @Override
  public final Set<Capability> capabilities() {
    return settings.gate().learn()
        ? EnumSet.allOf(Capability.class)
        : EnumSet.complementOf(EnumSet.of(Capability.LEARN));
  }

  @Override
  public final int dimension() {
    return encoder.dimension();
  }

  @Override
  public final float[] representation(GateScores scores) {
    return shared(() -> payload(scores).representation().clone());
  }

  @Override
  public final GatingSnapshot withRows(SnapshotTensor weight, SnapshotTensor bias) {
    return LinearSnapshot.withRows(name, encoder, shared(() -> counters.seed()), weight, bias);
  }

  @Override
  public final void close() {
    open.close(
        () -> {
          try (encoder) {
            head.close();
          }
        });
  }
}

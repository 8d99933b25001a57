package org.gatehouse.host.meters;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A meter that is listed in {@code docs/operations.md}.
 *
 * <p>A gate or a metagraph source of a plugin may report others, which then have no description.
 */
enum KnownMeter {
  GATE_FORWARD(
      "gatehouse.gate.forward", Kind.TIMER, "Forward passes of the gate, one for each batch"),
  GATE_BACKWARD("gatehouse.gate.backward", Kind.TIMER, "Training steps of the gate"),
  GATE_MESSAGES("gatehouse.gate.messages", Kind.COUNTER, "Messages that the gate scored"),
  GATE_ENCODINGS_HITS(
      "gatehouse.gate.encodings.hits",
      Kind.COUNTER,
      "Messages that the gate did not have to encode, because it remembered them"),
  GATE_ENCODINGS_MISSES(
      "gatehouse.gate.encodings.misses", Kind.COUNTER, "Messages that the gate had to encode"),
  GATE_DROPPED(
      "gatehouse.gate.dropped",
      Kind.COUNTER,
      "Rewards that were not learned because their peer had been replaced"),
  GATE_REPLACED(
      "gatehouse.gate.replaced", Kind.COUNTER, "Peers that were forgotten because of another"),
  METAGRAPH_READ("gatehouse.metagraph.read", Kind.TIMER, "Readings of the network that succeeded"),
  METAGRAPH_FAILURES(
      "gatehouse.metagraph.failures", Kind.COUNTER, "Readings of the network that failed"),
  METAGRAPH_BLOCK("gatehouse.metagraph.block", Kind.GAUGE, "Block of the network that is known"),
  METAGRAPH_AGE(
      "gatehouse.metagraph.age",
      Kind.GAUGE,
      "seconds",
      "Time since the known network was last seen to be the real one"),
  HOST_FORWARD(
      "gatehouse.host.forward",
      Kind.TIMER_BY_OUTCOME,
      "Calls for scores, the wait for their batch included"),
  HOST_BACKWARD("gatehouse.host.backward", Kind.TIMER_BY_OUTCOME, "Calls with rewards"),
  HOST_RESYNC(
      "gatehouse.host.resync", Kind.TIMER_BY_OUTCOME, "Calls with a new state of the network"),
  HOST_BATCH("gatehouse.host.batch", Kind.SUMMARY, "messages", "Messages of one batch"),
  HOST_QUEUE("gatehouse.host.queue", Kind.GAUGE, "messages", "Messages that wait for a batch"),
  HOST_LOSS("gatehouse.host.loss", Kind.SUMMARY, "Loss of a training step, before the update"),
  HOST_GRADIENT_NORM(
      "gatehouse.host.gradient_norm", Kind.SUMMARY, "Norm of the gradient of a training step"),
  HOST_REWARD(
      "gatehouse.host.reward",
      Kind.GAUGE,
      "Mean reward of the peers of a training step, over the last 100 steps"),
  HOST_SCORES("gatehouse.host.scores", Kind.GAUGE, "Scores that are kept for their rewards"),
  HOST_SCORES_EVICTED(
      "gatehouse.host.scores.evicted", Kind.COUNTER, "Scores that made room for newer ones"),
  HOST_SCORES_EXPIRED(
      "gatehouse.host.scores.expired", Kind.COUNTER, "Scores whose time to live ran out"),
  HOST_SHADOW_CONCORDANCE(
      "gatehouse.host.shadow.concordance",
      Kind.GAUGE,
      "Share of pairs of rewarded peers that the shadow scores in the order of their rewards, over"
          + " the last 4000 events"),
  HOST_SHADOW_CONCORDANCE_SERVED(
      "gatehouse.host.shadow.concordance.served",
      Kind.GAUGE,
      "The same share of the served gate, over the same events"),
  HOST_SHADOW_REWARD(
      "gatehouse.host.shadow.reward",
      Kind.GAUGE,
      "Estimated mean reward of the peers that the shadow would have chosen, over the last 4000"
          + " events"),
  HOST_SHADOW_REWARD_SERVED(
      "gatehouse.host.shadow.reward.served",
      Kind.GAUGE,
      "Mean reward of the peers that were chosen, over the same events"),
  HOST_SHADOW_SAMPLE(
      "gatehouse.host.shadow.sample",
      Kind.GAUGE,
      "Effective sample size of that estimate, in events"),
  HOST_SHADOW_DROPPED(
      "gatehouse.host.shadow.dropped",
      Kind.COUNTER,
      "Messages and rewards that the shadow was not shown because too many waited"),
  HOST_SHADOW_FAILURES(
      "gatehouse.host.shadow.failures", Kind.COUNTER, "Calls of the shadow that failed"),
  STATE_SNAPSHOT("gatehouse.state.snapshot", Kind.TIMER, "Snapshots that were written"),
  STATE_SNAPSHOT_FAILURES(
      "gatehouse.state.snapshot.failures", Kind.COUNTER, "Snapshots that could not be written"),
  STATE_SNAPSHOT_AGE(
      "gatehouse.state.snapshot.age", Kind.GAUGE, "seconds", "Age of the last snapshot"),
  STATE_LOG_BYTES("gatehouse.state.log.bytes", Kind.GAUGE, "Length of the training log in bytes"),
  STATE_LOG_FSYNC("gatehouse.state.log.fsync", Kind.TIMER, "Fsyncs of the training log"),
  STATE_LOG_FAILURES(
      "gatehouse.state.log.failures",
      Kind.COUNTER,
      "Changes that could not be logged, and failed fsyncs"),
  HTTP_REQUESTS(
      "gatehouse.http.requests",
      Kind.TIMER_BY_REQUEST,
      "Requests, from the first byte read to the last byte written"),
  PROCESS_RESIDENT(
      "gatehouse.process.resident", Kind.GAUGE, "bytes", "Memory of the process that is in RAM"),
  PROCESS_NATIVE(
      "gatehouse.process.native",
      Kind.GAUGE,
      "bytes",
      "Memory of the process that is in RAM, less what the JVM has committed");

  /** What a meter counts, and its tags. */
  enum Kind {
    COUNTER("counter", ""),
    GAUGE("gauge", ""),
    SUMMARY("summary", ""),
    TIMER("timer", ""),
    TIMER_BY_OUTCOME("timer", "outcome"),
    TIMER_BY_REQUEST("timer", "path, method, status");

    private final String word;
    private final String tags;

    Kind(String word, String tags) {
      this.word = word;
      this.tags = tags;
    }

    /** Returns the kind without its tags, for the documentation. */
    String word() {
      return word;
    }

    /** Returns the names of the tags, for the documentation. */
    String tags() {
      return tags;
    }
  }

  private final String id;
  private final Kind kind;
  private final @Nullable String unit;
  private final String meaning;

  KnownMeter(String id, Kind kind, String meaning) {
    this(id, kind, null, meaning);
  }

  KnownMeter(String id, Kind kind, @Nullable String unit, String meaning) {
    this.id = id;
    this.kind = kind;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** Returns the known meter of a name. */
  static Optional<KnownMeter> of(String id) {
    return Arrays.stream(values()).filter(meter -> meter.id.equals(id)).findFirst();
  }

  String id() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  /** Returns the unit of a gauge or a summary; {@code null} for a number without one. */
  @Nullable String unit() {
    return unit;
  }

  /** Returns one phrase for a person, without a full stop. */
  String meaning() {
    return meaning;
  }
}

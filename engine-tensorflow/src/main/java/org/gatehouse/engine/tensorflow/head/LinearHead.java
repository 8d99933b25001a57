package org.gatehouse.engine.tensorflow.head;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.engine.tensorflow.device.TensorFlowRuntime;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.proto.ConfigProto;

/**
 * A linear layer with one row per uid: scores = W h + b, with W of shape [numUids, hidden], trained
 * by stochastic gradient descent with momentum on the {@linkplain SoftmaxLoss softmax loss} of the
 * asked peers.
 *
 * <p>Rows are a function of (seed, uid, resets). Thread-safety: {@link #scores} and {@link #state}
 * may run side by side; everything else needs the head for itself, which the caller's lock
 * provides.
 */
public final class LinearHead implements AutoCloseable {

  private final int hidden;
  private final GradientAccumulation accumulation;
  private final Graph graph;
  private final Session session;
  private final HeadGraph ops;
  private RowInitializer initializer;
  private int numUids;

  /**
   * Creates a head whose rows are fresh: weight and bias from U(-b, b) with b = 1 / sqrt(hidden).
   *
   * @param hidden the size of a representation, at least 1
   * @param numUids the number of rows, at least 1
   * @param seed the seed of all rows, now and after resets
   * @param session the configuration of the session, which decides on the device
   */
  public LinearHead(
      int hidden, int numUids, long seed, GradientAccumulation accumulation, ConfigProto session) {
    this.hidden = hidden;
    this.accumulation = accumulation;
    this.initializer = new RowInitializer(hidden, seed);
    TensorFlowRuntime.load();
    this.graph = new Graph();
    try {
      this.ops = new HeadGraph(graph, hidden, accumulation);
      this.session = new Session(graph, session);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
    try {
      restore(HeadState.zeros(0, hidden, false), seed, new long[numUids], Uids.empty());
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private boolean accumulates() {
    return accumulation == GradientAccumulation.UPSTREAM;
  }

  /** Returns the number of rows. */
  public int numUids() {
    return numUids;
  }

  /** Returns the size of a representation. */
  public int hidden() {
    return hidden;
  }

  /**
   * Scores every uid for every representation.
   *
   * @param representations shape [batch, hidden]
   * @return shape [batch, numUids]
   */
  public float[][] scores(float[][] representations) {
    try (HeadRun run = new HeadRun(session)) {
      return run.feed(ops.hidden, representations).fetchRows(List.of(ops.scores)).get(0);
    }
  }

  /**
   * The outcome of one step.
   *
   * @param loss the loss before the update
   * @param gradientNorm the Euclidean norm of this step's gradient over weight and bias
   */
  public record Step(double loss, double gradientNorm) {}

  /**
   * Takes one training step on one representation.
   *
   * @param representation shape [hidden]
   * @param uids the k asked peers; those named twice add their gradients
   * @param rewards shape [k], finite
   * @throws GatehouseException if the scores are not finite any more; nothing was updated then
   */
  public Step step(
      float[] representation, Uids uids, float[] rewards, float learningRate, float momentum) {
    SoftmaxLoss loss = SoftmaxLoss.of(selected(representation, uids), rewards);
    // d score / d (weight, bias) = (h, 1), the same for every uid.
    double norm = loss.gradientNorm() * Math.sqrt(1 + squares(representation));
    if (!Double.isFinite(loss.value() + norm)) {
      throw new GatehouseException(
          "the scores of the " + uids.size() + " asked uids are not finite: the weights diverged");
    }
    float[] gradient = new float[uids.size()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) loss.gradient()[i];
    }
    try (HeadRun run = new HeadRun(session)) {
      run.feed(ops.hidden, 1, representation)
          .feed(ops.uids, uids.toArray())
          .feed(ops.scoreGradient, gradient.length, gradient)
          .feed(ops.learningRate, learningRate)
          .feed(ops.momentum, momentum)
          .run(ops.step);
    }
    return new Step(loss.value(), norm);
  }

  private float[] selected(float[] representation, Uids uids) {
    try (HeadRun run = new HeadRun(session)) {
      return run.feed(ops.hidden, 1, representation)
          .feed(ops.uids, uids.toArray())
          .fetch(List.of(ops.selectedScores))
          .get(0);
    }
  }

  private static double squares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  /**
   * Forgets what was learned about some uids, and adds fresh rows where there are more uids than
   * before; all of it or, if that fails, nothing.
   *
   * <p>A reset row has bias 0, weight from U(-b, b) with b = sqrt(6 / (hidden + 1)), velocity and
   * accumulated gradient 0. All other rows keep every bit.
   *
   * @param resets how often each uid was reset by now, shape [numUids from now on]
   * @param reset the uids to reset, each once
   */
  public void reset(long[] resets, Uids reset) {
    if (resets.length > numUids) {
      restore(state(), initializer.seed(), resets, reset);
      return;
    }
    HeadState rows = HeadState.zeros(reset.size(), hidden, accumulates());
    for (int i = 0; i < reset.size(); i++) {
      rows.put(i, initializer.row(reset.get(i), resets[reset.get(i)]));
    }
    assignRows(reset, rows.arrays());
  }

  /**
   * Replaces some rows of the first variables of the state.
   *
   * @param arrays one array per variable; with two, weight and bias change and their history stays,
   *     as in the original
   */
  void assignRows(Uids uids, List<float[]> arrays) {
    if (uids.isEmpty()) {
      return;
    }
    assign(arrays, uids.size(), HeadGraph.Variable::assignRows, uids);
  }

  /** Returns a copy of everything learned. */
  public HeadState state() {
    try (HeadRun run = new HeadRun(session)) {
      return HeadState.of(run.fetch(ops.state.stream().map(HeadGraph.Variable::values).toList()));
    }
  }

  /**
   * Replaces everything learned, or nothing if that fails.
   *
   * @param state of the same hidden size and at most as many rows as {@code resets} is long, which
   *     the missing ones follow fresh; without accumulated gradients they start at 0
   * @param seed the seed of all rows from now on
   * @param resets how often each uid was reset by now, shape [numUids]
   * @param reset the uids whose rows are not taken over but reset
   */
  public void restore(HeadState state, long seed, long[] resets, Uids reset) {
    RowInitializer rows = new RowInitializer(hidden, seed);
    HeadState next = state.resized(resets.length, hidden, accumulates());
    for (int uid = state.numUids(); uid < resets.length; uid++) {
      next.put(uid, rows.row(uid, resets[uid]));
    }
    reset.stream().forEach(uid -> next.put(uid, rows.row(uid, resets[uid])));
    assign(next.arrays(), resets.length, HeadGraph.Variable::assign, Uids.empty());
    initializer = rows;
    numUids = resets.length;
  }

  /** Assigns to the first variables of the state in one run, so that all or none change. */
  private void assign(
      List<float[]> arrays, int rows, Function<HeadGraph.Variable, Op> assignment, Uids uids) {
    try (HeadRun run = new HeadRun(session)) {
      List<Op> assignments = new ArrayList<>();
      for (int i = 0; i < arrays.size(); i++) {
        HeadGraph.Variable variable = ops.state.get(i);
        run.feed(variable.replacement(), rows, arrays.get(i));
        assignments.add(assignment.apply(variable));
      }
      if (!uids.isEmpty()) {
        run.feed(ops.uids, uids.toArray());
      }
      run.run(assignments);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}

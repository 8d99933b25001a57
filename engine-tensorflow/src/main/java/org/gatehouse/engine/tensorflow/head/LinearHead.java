package org.gatehouse.engine.tensorflow.head;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.tensorflow.proto.ConfigProto;

/**
 * A linear layer with one row per uid: scores = W h + b, with W of shape [numUids, hidden], trained
 * by stochastic gradient descent with momentum on the {@linkplain SoftmaxLoss softmax loss} of the
 * asked peers.
 *
 * <p>Momentum moves a row at every step, also if only others are selected. Such a row coasts: it is
 * kept as of the last step that selected it, and where it is by now follows from its velocity then
 * ({@link Coast}), for scores as for the next step that selects it. So a step costs what its k rows
 * cost; one whose velocity has all but died away is brought to rest by the way.
 *
 * <p>What is kept is a function of the sequence of steps, resets and restores, bit for bit,
 * whenever and wherever a copy of the state was taken and restored in between. Fresh rows are a
 * function of (seed, uid, resets). Thread-safety: {@link #scores} and {@link #state} may run side
 * by side; everything else needs the head for itself, which the caller's lock provides: what is
 * written changes under the hands of whoever reads.
 */
public final class LinearHead implements AutoCloseable {

  private final int hidden;
  private final GradientAccumulation accumulation;
  private final HeadSession session;
  private RowInitializer initializer;
  private CoastingRows rows;
  private int numUids;
  private int rowsWritten;

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
    this.rows = CoastingRows.none(0, numUids);
    this.session = new HeadSession(hidden, accumulation, session);
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
    return session.scores(representations, rows.drift());
  }

  /** Returns the bias of every uid, shape [numUids]. */
  public float[] biases() {
    return scores(new float[1][hidden])[0];
  }

  /**
   * The outcome of one step.
   *
   * @param loss the loss before the update
   * @param gradientNorm the Euclidean norm of this step's gradient over weight and bias, scaled
   */
  public record Step(double loss, double gradientNorm) {}

  /**
   * Takes one training step on one representation.
   *
   * @param representation shape [hidden]
   * @param uids the k asked peers; those named twice add their gradients
   * @param rewards shape [k], finite
   * @param how {@linkplain Descent#isValid valid}
   * @throws GatehouseException if the scores are not finite any more; nothing was updated then
   */
  public Step step(float[] representation, Uids uids, float[] rewards, Descent how) {
    Selection selection = Selection.of(uids);
    float[] scores =
        session.scores(
            representation, selection.rows(), each(selection.rows(), uid -> rows.drift(uid, 0)));
    SoftmaxLoss loss =
        SoftmaxLoss.of(selection.asked(scores), rewards, how.rewardTemperature())
            .scaled(how.gradientScale());
    // d score / d (weight, bias) = (h, 1), the same for every uid.
    double norm = loss.gradientNorm() * Math.sqrt(1 + squares(representation));
    if (!Double.isFinite(loss.value() + norm)) {
      throw new GatehouseException(
          "the scores of the " + uids.size() + " asked uids are not finite: the weights diverged");
    }
    double[] gradient = selection.sums(loss.gradient());
    Coast rates = how.coast();
    if (accumulates()) {
      session.moveEverywhere(representation, selection.rows(), gradient, rates);
      rows.stepped(new int[0], new int[0]);
      rowsWritten = numUids;
    } else {
      descend(representation, selection, gradient, rates);
    }
    return new Step(loss.value(), norm);
  }

  /** Moves the selected rows, and brings to rest those whose time has come. */
  private void descend(
      float[] representation, Selection selection, double[] gradient, Coast rates) {
    rowsWritten = 0;
    if (!rows.coastUnder(rates)) {
      int[] behind = rows.behind();
      move(representation, behind, new double[behind.length], 0, rates);
      rows.caughtUp(rates);
    }
    int[] selected = selection.rows();
    // A row at rest that learns nothing stays at rest.
    int[] places =
        IntStream.range(0, selected.length)
            .filter(i -> gradient[i] != 0 || rows.coasts(selected[i]))
            .toArray();
    int[] moved = Arrays.stream(places).map(i -> selected[i]).toArray();
    int[] rested = selection.others(rows.dueAtNextStep());
    int[] written = Arrays.copyOf(moved, moved.length + rested.length);
    System.arraycopy(rested, 0, written, moved.length, rested.length);
    double[] gradients = Arrays.copyOf(each(places, i -> gradient[i]), written.length);
    move(representation, written, gradients, 1, rates);
    rows.stepped(moved, rested);
  }

  /** Brings rows up to date with so many further steps, of which the last has a gradient. */
  private void move(
      float[] representation, int[] uids, double[] gradient, int further, Coast rates) {
    if (uids.length > 0) {
      session.move(
          representation,
          uids,
          gradient,
          each(uids, uid -> rows.decay(uid, further)),
          each(uids, uid -> rows.drift(uid, further)),
          rates.learningRate());
      rowsWritten += uids.length;
    }
  }

  private static double[] each(int[] uids, IntToDoubleFunction of) {
    double[] values = new double[uids.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = of.applyAsDouble(uids[i]);
    }
    return values;
  }

  /** Returns how many rows the last step wrote. */
  int rowsWritten() {
    return rowsWritten;
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
    HeadState fresh = HeadState.zeros(reset.size(), hidden, accumulates());
    for (int i = 0; i < reset.size(); i++) {
      fresh.put(i, initializer.row(reset.get(i), resets[reset.get(i)]));
    }
    if (!reset.isEmpty()) {
      session.assignRows(fresh.arrays(), reset);
      rows.rest(reset.toArray());
    }
  }

  /** Returns a copy of everything learned, with the rows as they are kept. */
  public HeadState state() {
    return HeadState.of(rows.step(), session.read(), accumulates() ? null : rows.copy());
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
    RowInitializer fresh = new RowInitializer(hidden, seed);
    HeadState next =
        (accumulates() ? state.settled() : state).resized(resets.length, hidden, accumulates());
    for (int uid = state.numUids(); uid < resets.length; uid++) {
      next.put(uid, fresh.row(uid, resets[uid]));
    }
    reset.stream().forEach(uid -> next.put(uid, fresh.row(uid, resets[uid])));
    CoastingRows coasting =
        accumulates()
            ? CoastingRows.none(next.step(), resets.length)
            : new CoastingRows(next.step(), next.coastingFromHere());
    session.assign(next.arrays(), resets.length);
    initializer = fresh;
    rows = coasting;
    numUids = resets.length;
  }

  @Override
  public void close() {
    session.close();
  }
}

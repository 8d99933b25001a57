package org.gatehouse.engine.tensorflow.head;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gatehouse.api.Uids;
import org.gatehouse.engine.tensorflow.device.TensorFlowRuntime;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.proto.ConfigProto;

/** The rows of a head as they are kept in TensorFlow, and what is computed with them there. */
final class HeadSession implements AutoCloseable {

  private final Graph graph;
  private final HeadGraph ops;
  private final Session session;

  HeadSession(int hidden, GradientAccumulation accumulation, ConfigProto config) {
    TensorFlowRuntime.load();
    graph = new Graph();
    try {
      ops = new HeadGraph(graph, hidden, accumulation);
      session = new Session(graph, config);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /**
   * Scores every uid for every representation.
   *
   * @param representations shape [batch, hidden]
   * @return shape [batch, numUids]
   */
  float[][] scores(float[][] representations, CoastingRows.Drift drift) {
    int[] uids = drift.uids();
    try (HeadRun run = new HeadRun(session)) {
      run.feed(ops.hidden, representations);
      if (uids.length == 0) {
        return run.fetchRows(List.of(ops.scores)).get(0);
      }
      // To gather a row costs about as much as to read four that follow one another.
      boolean gathered = uids.length <= drift.numUids() / 4;
      List<float[][]> fetched =
          gathered
              ? run.feed(ops.uids, uids).fetchRows(List.of(ops.scores, ops.selectedVelocityScores))
              : run.fetchRows(List.of(ops.scores, ops.velocityScores));
      float[][] scores = fetched.get(0);
      for (int i = 0; i < scores.length; i++) {
        float[] velocityScores = fetched.get(1)[i];
        for (int j = 0; j < uids.length; j++) {
          int uid = uids[j];
          scores[i][uid] -= (float) (drift.velocities()[j] * velocityScores[gathered ? j : uid]);
        }
      }
      return scores;
    }
  }

  /**
   * Scores some uids for one representation.
   *
   * @param drift by how many of its velocities each row is from where it is kept, shape [k]
   * @return shape [k]
   */
  float[] scores(float[] representation, int[] uids, double[] drift) {
    try (HeadRun run = new HeadRun(session)) {
      List<float[]> fetched =
          run.feed(ops.hidden, 1, representation)
              .feed(ops.uids, uids)
              .fetch(List.of(ops.selectedScores, ops.selectedVelocityScores));
      float[] scores = fetched.get(0);
      for (int i = 0; i < uids.length; i++) {
        scores[i] -= (float) (drift[i] * fetched.get(1)[i]);
      }
      return scores;
    }
  }

  /**
   * Moves some rows, each named once: velocity = decay velocity + gradient, parameter -= drift
   * velocity + learning rate gradient.
   *
   * @param gradient the derivative of the loss by each score, shape [k]
   */
  void move(
      float[] representation,
      int[] uids,
      double[] gradient,
      double[] decay,
      double[] drift,
      float learningRate) {
    try (HeadRun run = new HeadRun(session)) {
      run.feed(ops.hidden, 1, representation)
          .feed(ops.uids, uids)
          .feed(ops.scoreGradient, uids.length, floats(gradient))
          .feed(ops.decay, uids.length, floats(decay))
          .feed(ops.drift, uids.length, floats(drift))
          .feed(ops.learningRate, learningRate)
          .run(ops.step);
    }
  }

  /** Adds a gradient to the sum of all, and moves every row by it and by its velocity. */
  void moveEverywhere(float[] representation, int[] uids, double[] gradient, Coast rates) {
    try (HeadRun run = new HeadRun(session)) {
      run.feed(ops.hidden, 1, representation)
          .feed(ops.uids, uids)
          .feed(ops.scoreGradient, uids.length, floats(gradient))
          .feed(ops.learningRate, rates.learningRate())
          .feed(ops.momentum, rates.momentum())
          .run(ops.step);
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Returns copies of all variables, in the order of {@link HeadState#arrays}. */
  List<float[]> read() {
    try (HeadRun run = new HeadRun(session)) {
      return run.fetch(ops.state.stream().map(HeadGraph.Variable::values).toList());
    }
  }

  /** Replaces all variables, or none if that fails. */
  void assign(List<float[]> arrays, int numUids) {
    try (HeadRun run = new HeadRun(session)) {
      assign(run, arrays, numUids, HeadGraph.Variable::assign);
    }
  }

  /** Replaces some rows of all variables, or nothing if that fails. */
  void assignRows(List<float[]> arrays, Uids uids) {
    try (HeadRun run = new HeadRun(session)) {
      run.feed(ops.uids, uids.toArray());
      assign(run, arrays, uids.size(), HeadGraph.Variable::assignRows);
    }
  }

  private void assign(
      HeadRun run, List<float[]> arrays, int rows, Function<HeadGraph.Variable, Op> assignment) {
    List<Op> assignments = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      HeadGraph.Variable variable = ops.state.get(i);
      run.feed(variable.replacement(), rows, arrays.get(i));
      assignments.add(assignment.apply(variable));
    }
    run.run(assignments);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}

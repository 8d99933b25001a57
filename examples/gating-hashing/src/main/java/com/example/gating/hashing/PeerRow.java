package com.example.gating.hashing;

import org.gatehouse.api.GatehouseException;

/**
 * What the gate knows about one peer: a weight for each feature, and the velocity that momentum
 * keeps. Immutable: nobody writes to the arrays once the row is made.
 *
 * @param weight shape [dimension]
 * @param velocity shape [dimension]
 */
record PeerRow(float[] weight, float[] velocity) {

  double score(Features features) {
    return features.dot(weight);
  }

  /**
   * Returns this row after one step of gradient descent with momentum: velocity = momentum *
   * velocity + gradient, then weight = weight - learning rate * velocity.
   *
   * @param slope the derivative of the loss by this peer's score; times the features, it is the
   *     gradient
   * @throws GatehouseException if a number would not be finite any more
   */
  PeerRow after(Features features, double slope, double learningRate, double momentum) {
    float[] moving = new float[velocity.length];
    for (int i = 0; i < moving.length; i++) {
      moving[i] = (float) (momentum * velocity[i]);
    }
    features.addTo(moving, slope);
    float[] moved = new float[weight.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (weight[i] - learningRate * moving[i]);
      if (!Float.isFinite(moved[i]) || !Float.isFinite(moving[i])) {
        throw new GatehouseException(
            "this step would make the weights infinite; lower gatehouse.gating.learning-rate, now "
                + learningRate
                + ", or the rewards");
      }
    }
    return new PeerRow(moved, moving);
  }
}

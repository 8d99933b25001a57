package org.gatehouse.api.gating;

/**
 * The ability of a gate to start from the rows of a linear layer that something else has learned:
 * scores = W h + b.
 */
public interface LinearRows {

  /** Returns the length of h and of each row of W. */
  int dimension();

  /**
   * Returns the state of a new gate of this kind that scores with these rows.
   *
   * @param weight W, row-major, of shape [numUids, dimension]
   * @param bias b, of shape [numUids]
   * @return a snapshot at step 0, without peers and at rest: no velocity and no gradient
   * @throws SnapshotException if the shapes do not fit, or a number is not finite
   */
  GatingSnapshot withRows(SnapshotTensor weight, SnapshotTensor bias);
}

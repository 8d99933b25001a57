package org.gatehouse.api.selection;

import java.math.BigInteger;
import java.util.Set;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;

/**
 * How many peers to choose, and which may be chosen.
 *
 * @param k how many, at least 1
 * @param excluded uids to avoid while there are enough others
 * @param vpermitTaoLimit the largest stake in TAO, at least 0, with which a peer that may validate
 *     is still asked
 */
public record SelectionRequest(int k, Set<Integer> excluded, long vpermitTaoLimit) {

  /** The limit of the original: 4096 TAO. */
  public static final long DEFAULT_VPERMIT_TAO_LIMIT = 4096;

  private static final BigInteger RAO_PER_TAO = BigInteger.valueOf(1_000_000_000L);

  /** Checks the ranges and copies the set. */
  public SelectionRequest {
    if (k < 1 || vpermitTaoLimit < 0) {
      throw new IllegalArgumentException(
          "expected k of at least 1 and vpermitTaoLimit of at least 0, found k = "
              + k
              + ", vpermitTaoLimit = "
              + vpermitTaoLimit);
    }
    excluded = Set.copyOf(excluded);
  }

  /** Returns a request for k peers with nobody excluded and the default limit. */
  public static SelectionRequest of(int k) {
    return new SelectionRequest(k, Set.of(), DEFAULT_VPERMIT_TAO_LIMIT);
  }

  /**
   * Returns whether a peer may be asked: it serves, and is not a validator whose stake is above the
   * limit.
   *
   * <p>What is unknown never excludes: neither an absent axon nor an absent stake or permit.
   */
  public boolean isAvailable(Neuron neuron) {
    Axon axon = neuron.axon();
    if (axon != null && !axon.isServing()) {
      return false;
    }
    BigInteger stakeRao = neuron.stakeRao();
    if (!Boolean.TRUE.equals(neuron.validatorPermit()) || stakeRao == null) {
      return true;
    }
    BigInteger limit = BigInteger.valueOf(vpermitTaoLimit).multiply(RAO_PER_TAO);
    return stakeRao.compareTo(limit) <= 0;
  }
}

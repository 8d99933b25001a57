package org.gatehouse.metagraph.adapters.subtensor.scale;

/**
 * What an account published about its neuron.
 *
 * @param account whose it is
 * @param hex the published bytes, two lower-case hexadecimal digits each, with no prefix
 */
public record Commitment(AccountId account, String hex) {

  /** The fewest bytes of one. */
  static final int LEAST_BYTES = AccountId.BYTES + 1;

  static Commitment read(ScaleReader in) {
    return new Commitment(in.account("account"), HexText.digits(Vectors.compactBytes(in, "data")));
  }
}

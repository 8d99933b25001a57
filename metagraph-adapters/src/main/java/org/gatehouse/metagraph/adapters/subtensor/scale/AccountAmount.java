package org.gatehouse.metagraph.adapters.subtensor.scale;

/**
 * An amount that belongs to an account: a stake or a dividend.
 *
 * @param account whose it is
 * @param rao the amount in billionths of TAO or of a subnet's alpha, unsigned 64 bit
 */
public record AccountAmount(AccountId account, long rao) {

  /** The fewest bytes of one. */
  static final int LEAST_BYTES = AccountId.BYTES + 1;

  static AccountAmount read(ScaleReader in) {
    return new AccountAmount(in.account("account"), in.compact64("amount"));
  }
}

package org.gatehouse.api.metagraph;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One peer of the network at one block.
 *
 * <p>Only {@code uid} and {@code hotkey} are always known; every other column is {@code null} where
 * its source does not say. Absent never means zero. The consensus columns are fractions of 65535 as
 * the chain stores them.
 *
 * @param uid the peer's position, 0 to 65535
 * @param hotkey the peer's identity, an opaque text that is not empty; a uid whose hotkey changed
 *     holds another peer
 * @param coldkey the owner's identity
 * @param stakeRao the stake in rao, unsigned 128 bit: a sum of many 64-bit entries
 * @param active whether the chain counts the peer as active
 * @param validatorPermit whether the peer may validate
 * @param lastUpdate the block of the last weight setting, unsigned 64 bit
 * @param rank u16 fraction
 * @param trust u16 fraction
 * @param consensus u16 fraction
 * @param validatorTrust u16 fraction
 * @param incentive u16 fraction
 * @param dividends u16 fraction
 * @param emissionRao the emission in rao, unsigned 64 bit
 * @param axon the endpoint; {@code null} means unknown, not "not serving"
 */
public record Neuron(
    int uid,
    String hotkey,
    @Nullable String coldkey,
    @Nullable BigInteger stakeRao,
    @Nullable Boolean active,
    @Nullable Boolean validatorPermit,
    @Nullable Long lastUpdate,
    @Nullable Integer rank,
    @Nullable Integer trust,
    @Nullable Integer consensus,
    @Nullable Integer validatorTrust,
    @Nullable Integer incentive,
    @Nullable Integer dividends,
    @Nullable Long emissionRao,
    @Nullable Axon axon) {

  /** The largest uid a network can have: the chain counts them in 16 bits. */
  public static final int MAX_UID = 0xFFFF;

  /**
   * Checks the ranges.
   *
   * @throws MetagraphException if the hotkey is empty or a value is outside its range
   */
  public Neuron {
    Ranges.check("uid", uid, MAX_UID);
    if (hotkey.isEmpty()) {
      throw new MetagraphException("the hotkey of uid " + uid + " is empty");
    }
    if (hotkey.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw new MetagraphException(
          "the hotkey of uid " + uid + " holds half of a surrogate pair; expected Unicode text");
    }
    if (stakeRao != null && (stakeRao.signum() < 0 || stakeRao.bitLength() > 128)) {
      throw new MetagraphException(
          "stake_rao is " + stakeRao + "; expected a whole number in [0, 2^128 - 1]");
    }
    checkFraction("rank", rank);
    checkFraction("trust", trust);
    checkFraction("consensus", consensus);
    checkFraction("validator_trust", validatorTrust);
    checkFraction("incentive", incentive);
    checkFraction("dividends", dividends);
  }

  /** Returns a peer of which only uid and hotkey are known. */
  public static Neuron of(int uid, String hotkey) {
    return builder(uid, hotkey).build();
  }

  /** Returns a builder of a peer of which only uid and hotkey are known so far. */
  public static Builder builder(int uid, String hotkey) {
    return new Builder(uid, hotkey);
  }

  /** Returns the stake in TAO (rao / 10^9), exact, or empty where it is unknown. */
  public Optional<BigDecimal> stakeTao() {
    return Optional.ofNullable(stakeRao).map(rao -> new BigDecimal(rao, 9));
  }

  private static void checkFraction(String field, @Nullable Integer value) {
    if (value != null) {
      Ranges.check(field, value, 0xFFFF);
    }
  }

  /** Collects the columns of one peer; for use by one thread. */
  public static final class Builder {

    private final int uid;
    private final String hotkey;
    private @Nullable String coldkey;
    private @Nullable BigInteger stakeRao;
    private @Nullable Boolean active;
    private @Nullable Boolean validatorPermit;
    private @Nullable Long lastUpdate;
    private @Nullable Integer rank;
    private @Nullable Integer trust;
    private @Nullable Integer consensus;
    private @Nullable Integer validatorTrust;
    private @Nullable Integer incentive;
    private @Nullable Integer dividends;
    private @Nullable Long emissionRao;
    private @Nullable Axon axon;

    private Builder(int uid, String hotkey) {
      this.uid = uid;
      this.hotkey = hotkey;
    }

    /** Sets the owner's identity; {@code null} for unknown. */
    public Builder coldkey(@Nullable String value) {
      coldkey = value;
      return this;
    }

    /** Sets the stake in rao; {@code null} for unknown. */
    public Builder stakeRao(@Nullable BigInteger value) {
      stakeRao = value;
      return this;
    }

    /** Sets whether the peer is active; {@code null} for unknown. */
    public Builder active(@Nullable Boolean value) {
      active = value;
      return this;
    }

    /** Sets whether the peer may validate; {@code null} for unknown. */
    public Builder validatorPermit(@Nullable Boolean value) {
      validatorPermit = value;
      return this;
    }

    /** Sets the block of the last weight setting, unsigned; {@code null} for unknown. */
    public Builder lastUpdate(@Nullable Long value) {
      lastUpdate = value;
      return this;
    }

    /** Sets the rank, a u16 fraction; {@code null} for unknown. */
    public Builder rank(@Nullable Integer value) {
      rank = value;
      return this;
    }

    /** Sets the trust, a u16 fraction; {@code null} for unknown. */
    public Builder trust(@Nullable Integer value) {
      trust = value;
      return this;
    }

    /** Sets the consensus, a u16 fraction; {@code null} for unknown. */
    public Builder consensus(@Nullable Integer value) {
      consensus = value;
      return this;
    }

    /** Sets the validator trust, a u16 fraction; {@code null} for unknown. */
    public Builder validatorTrust(@Nullable Integer value) {
      validatorTrust = value;
      return this;
    }

    /** Sets the incentive, a u16 fraction; {@code null} for unknown. */
    public Builder incentive(@Nullable Integer value) {
      incentive = value;
      return this;
    }

    /** Sets the dividends, a u16 fraction; {@code null} for unknown. */
    public Builder dividends(@Nullable Integer value) {
      dividends = value;
      return this;
    }

    /** Sets the emission in rao, unsigned; {@code null} for unknown. */
    public Builder emissionRao(@Nullable Long value) {
      emissionRao = value;
      return this;
    }

    /** Sets the endpoint; {@code null} for unknown. */
    public Builder axon(@Nullable Axon value) {
      axon = value;
      return this;
    }

    /**
     * Returns the peer.
     *
     * @throws MetagraphException if a value is outside its range
     */
    public Neuron build() {
      return new Neuron(
          uid,
          hotkey,
          coldkey,
          stakeRao,
          active,
          validatorPermit,
          lastUpdate,
          rank,
          trust,
          consensus,
          validatorTrust,
          incentive,
          dividends,
          emissionRao,
          axon);
    }
  }
}

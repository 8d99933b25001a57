package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A field of the answers {@code get_metagraph} and {@code get_selective_metagraph}, in the order of
 * the bytes.
 *
 * <p>The number of a field is the index by which a selective request asks for it on runtimes from
 * spec 273 on; before, the same numbers meant other fields. Columns are indexed by uid. {@link
 * SubnetMetagraph#get} says which Java type belongs to which kind of field.
 */
public enum MetagraphField {
  NETUID(0, "netuid", FieldType.C16),
  NAME(1, "name", FieldType.TEXT),
  SYMBOL(2, "symbol", FieldType.TEXT),
  IDENTITY(3, "identity", FieldType.IDENTITY),
  NETWORK_REGISTERED_AT(4, "network_registered_at", FieldType.C64),
  OWNER_HOTKEY(5, "owner_hotkey", FieldType.ACCOUNT),
  OWNER_COLDKEY(6, "owner_coldkey", FieldType.ACCOUNT),
  BLOCK(7, "block", FieldType.C64),
  TEMPO(8, "tempo", FieldType.C16),
  LAST_STEP(9, "last_step", FieldType.C64),
  BLOCKS_SINCE_LAST_STEP(10, "blocks_since_last_step", FieldType.C64),
  SUBNET_EMISSION(11, "subnet_emission", FieldType.C64),
  ALPHA_IN(12, "alpha_in", FieldType.C64),
  ALPHA_OUT(13, "alpha_out", FieldType.C64),
  TAO_IN(14, "tao_in", FieldType.C64),
  ALPHA_OUT_EMISSION(15, "alpha_out_emission", FieldType.C64),
  ALPHA_IN_EMISSION(16, "alpha_in_emission", FieldType.C64),
  TAO_IN_EMISSION(17, "tao_in_emission", FieldType.C64),
  PENDING_ALPHA_EMISSION(18, "pending_alpha_emission", FieldType.C64),
  PENDING_ROOT_EMISSION(19, "pending_root_emission", FieldType.C64),
  SUBNET_VOLUME(20, "subnet_volume", FieldType.C128),
  /** The bits of a fixed-point number: the price times 2^32. */
  MOVING_PRICE(21, "moving_price", FieldType.I128),
  RHO(22, "rho", FieldType.C16),
  KAPPA(23, "kappa", FieldType.C16),
  MIN_ALLOWED_WEIGHTS(24, "min_allowed_weights", FieldType.C16),
  MAX_WEIGHTS_LIMIT(25, "max_weights_limit", FieldType.C16),
  WEIGHTS_VERSION(26, "weights_version", FieldType.C64),
  WEIGHTS_RATE_LIMIT(27, "weights_rate_limit", FieldType.C64),
  /** 16 bits below spec 423 and 64 bits from then on, which are the same bytes. */
  ACTIVITY_CUTOFF(28, "activity_cutoff", FieldType.C64),
  MAX_VALIDATORS(29, "max_validators", FieldType.C16),
  NUM_UIDS(30, "num_uids", FieldType.C16),
  MAX_UIDS(31, "max_uids", FieldType.C16),
  BURN(32, "burn", FieldType.C64),
  DIFFICULTY(33, "difficulty", FieldType.C64),
  REGISTRATION_ALLOWED(34, "registration_allowed", FieldType.BOOL),
  POW_REGISTRATION_ALLOWED(35, "pow_registration_allowed", FieldType.BOOL),
  IMMUNITY_PERIOD(36, "immunity_period", FieldType.C16),
  MIN_DIFFICULTY(37, "min_difficulty", FieldType.C64),
  MAX_DIFFICULTY(38, "max_difficulty", FieldType.C64),
  MIN_BURN(39, "min_burn", FieldType.C64),
  MAX_BURN(40, "max_burn", FieldType.C64),
  ADJUSTMENT_ALPHA(41, "adjustment_alpha", FieldType.C64),
  ADJUSTMENT_INTERVAL(42, "adjustment_interval", FieldType.C16),
  TARGET_REGS_PER_INTERVAL(43, "target_regs_per_interval", FieldType.C16),
  MAX_REGS_PER_BLOCK(44, "max_regs_per_block", FieldType.C16),
  SERVING_RATE_LIMIT(45, "serving_rate_limit", FieldType.C64),
  COMMIT_REVEAL_WEIGHTS_ENABLED(46, "commit_reveal_weights_enabled", FieldType.BOOL),
  COMMIT_REVEAL_PERIOD(47, "commit_reveal_period", FieldType.C64),
  LIQUID_ALPHA_ENABLED(48, "liquid_alpha_enabled", FieldType.BOOL),
  ALPHA_HIGH(49, "alpha_high", FieldType.C16),
  ALPHA_LOW(50, "alpha_low", FieldType.C16),
  BONDS_MOVING_AVG(51, "bonds_moving_avg", FieldType.C64),
  HOTKEYS(52, "hotkeys", FieldType.ACCOUNTS),
  COLDKEYS(53, "coldkeys", FieldType.ACCOUNTS),
  IDENTITIES(54, "identities", FieldType.IDENTITIES),
  AXONS(55, "axons", FieldType.AXONS),
  ACTIVE(56, "active", FieldType.BOOLS),
  VALIDATOR_PERMIT(57, "validator_permit", FieldType.BOOLS),
  PRUNING_SCORE(58, "pruning_score", FieldType.C16S),
  LAST_UPDATE(59, "last_update", FieldType.C64S),
  EMISSION(60, "emission", FieldType.C64S),
  DIVIDENDS(61, "dividends", FieldType.C16S),
  INCENTIVES(62, "incentives", FieldType.C16S),
  CONSENSUS(63, "consensus", FieldType.C16S),
  TRUST(64, "trust", FieldType.C16S),
  RANK(65, "rank", FieldType.C16S),
  BLOCK_AT_REGISTRATION(66, "block_at_registration", FieldType.C64S),
  ALPHA_STAKE(67, "alpha_stake", FieldType.C64S),
  TAO_STAKE(68, "tao_stake", FieldType.C64S),
  TOTAL_STAKE(69, "total_stake", FieldType.C64S),
  TAO_DIVIDENDS_PER_HOTKEY(70, "tao_dividends_per_hotkey", FieldType.AMOUNTS),
  ALPHA_DIVIDENDS_PER_HOTKEY(71, "alpha_dividends_per_hotkey", FieldType.AMOUNTS),
  /** In selective answers only, from spec 283 on. */
  VALIDATORS(72, "validators", FieldType.C16S),
  /** In selective answers only, from spec 315 on. */
  COMMITMENTS(73, "commitments", FieldType.COMMITMENTS),
  COLLATERAL_LOCKED(74, "collateral_locked", FieldType.C64S),
  COLLATERAL_MIN(75, "collateral_min", FieldType.C64S),
  COLLATERAL_EARNED(76, "collateral_earned", FieldType.C64S);

  /** What a selective request has to ask for to know the peers, and by what to check the answer. */
  public static final Set<MetagraphField> OF_PEERS =
      Collections.unmodifiableSet(
          EnumSet.of(
              NETUID,
              BLOCK,
              NUM_UIDS,
              HOTKEYS,
              COLDKEYS,
              AXONS,
              ACTIVE,
              VALIDATOR_PERMIT,
              LAST_UPDATE,
              EMISSION,
              DIVIDENDS,
              INCENTIVES,
              CONSENSUS,
              TRUST,
              RANK,
              TOTAL_STAKE));

  private final int index;
  private final String fieldName;
  private final FieldType type;

  MetagraphField(int index, String fieldName, FieldType type) {
    this.index = index;
    this.fieldName = fieldName;
    this.type = type;
  }

  /** Returns the index of the field in a selective request, 0 to 76. */
  public int index() {
    return index;
  }

  /** Returns the chain's name of the field, such as {@code total_stake}. */
  public String fieldName() {
    return fieldName;
  }

  FieldType type() {
    return type;
  }
}

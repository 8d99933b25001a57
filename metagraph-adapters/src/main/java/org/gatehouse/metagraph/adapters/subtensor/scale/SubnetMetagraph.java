package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A subnet as {@code SubnetInfoRuntimeApi_get_metagraph} or {@code get_selective_metagraph} tells
 * of it: columns of values by uid, and the subnet's own figures.
 *
 * <p>A column is as long as the runtime made it. {@code trust}, {@code rank} and the pruning scores
 * are empty since spec 401. Integers of 64 bits are unsigned, scores are fractions of 65535,
 * amounts are rao. Getters of a field that the answer does not have throw an {@link
 * IllegalStateException}. Immutable: arrays are copies.
 */
public final class SubnetMetagraph {

  private final Map<MetagraphField, Object> values;

  private SubnetMetagraph(Map<MetagraphField, Object> values) {
    this.values = values;
  }

  /**
   * Decodes an answer of {@code get_metagraph} (or {@code get_mechagraph}), which has every field
   * that the runtime knows, without 72 and 73.
   *
   * @return the subnet, or nothing if there is no such subnet
   * @throws ScaleException if the bytes are anything else than such an answer
   */
  public static Optional<SubnetMetagraph> decodeFull(byte[] bytes) {
    return MetagraphReader.full(bytes).map(SubnetMetagraph::new);
  }

  /**
   * Decodes an answer of {@code get_selective_metagraph} (or {@code get_selective_mechagraph}).
   *
   * <p>Fields of a newer runtime are passed over as long as they are empty.
   *
   * @param asked the fields that were asked for. One that the runtime left empty although it knows
   *     it is an error; one that it is too old to know (72 and up) is absent
   * @return the subnet, or nothing if there is no such subnet
   * @throws ScaleException if the bytes are anything else than such an answer
   */
  public static Optional<SubnetMetagraph> decodeSelective(byte[] bytes, Set<MetagraphField> asked) {
    return MetagraphReader.selective(bytes, asked).map(SubnetMetagraph::new);
  }

  /** Returns whether the answer has a value for a field. */
  boolean has(MetagraphField field) {
    return values.containsKey(field);
  }

  /**
   * Returns the value of a field: {@link Integer} (16 bits), {@link Long} (64 bits, unsigned),
   * {@link java.math.BigInteger} (128 bits), {@link Boolean}, {@link String}, {@link AccountId},
   * {@code Optional<Identity>}; for columns {@code int[]}, {@code long[]}, {@code boolean[]}, or an
   * immutable {@link List} of {@link AccountId}, {@link AxonInfo}, {@code Optional<Identity>},
   * {@link AccountAmount} or {@link Commitment}.
   */
  Object get(MetagraphField field) {
    Object value = values.get(field);
    if (value == null) {
      throw new IllegalStateException(
          "the metagraph has no field " + field.fieldName() + "; it was not asked for");
    }
    return FieldType.copy(value);
  }

  /** Returns the number of the subnet. */
  public int netuid() {
    return (Integer) get(MetagraphField.NETUID);
  }

  /** Returns the block at which the answer was made. */
  public long block() {
    return (Long) get(MetagraphField.BLOCK);
  }

  /** Returns the number of registered uids. */
  public int numUids() {
    return (Integer) get(MetagraphField.NUM_UIDS);
  }

  /** Returns the accounts that answer and sign. */
  public List<AccountId> hotkeys() {
    return accounts(MetagraphField.HOTKEYS);
  }

  /** Returns the owners of the hotkeys. */
  public List<AccountId> coldkeys() {
    return accounts(MetagraphField.COLDKEYS);
  }

  /** Returns the endpoints. */
  @SuppressWarnings("unchecked") // FieldType says what the list holds.
  public List<AxonInfo> axons() {
    return (List<AxonInfo>) get(MetagraphField.AXONS);
  }

  /** Returns who had set weights recently at the last epoch. */
  public boolean[] active() {
    return (boolean[]) get(MetagraphField.ACTIVE);
  }

  /** Returns who may set weights on others. */
  public boolean[] validatorPermit() {
    return (boolean[]) get(MetagraphField.VALIDATOR_PERMIT);
  }

  /** Returns the blocks at which weights were last set. */
  public long[] lastUpdate() {
    return longs(MetagraphField.LAST_UPDATE);
  }

  /** Returns the emissions of an epoch. */
  public long[] emission() {
    return longs(MetagraphField.EMISSION);
  }

  /** Returns the dividends. */
  public int[] dividends() {
    return ints(MetagraphField.DIVIDENDS);
  }

  /** Returns the incentives. */
  public int[] incentives() {
    return ints(MetagraphField.INCENTIVES);
  }

  /** Returns the consensus scores. */
  public int[] consensus() {
    return ints(MetagraphField.CONSENSUS);
  }

  /** Returns the trust scores, which can be missing: see above. */
  public int[] trust() {
    return ints(MetagraphField.TRUST);
  }

  /** Returns the ranks, which can be missing: see above. */
  public int[] rank() {
    return ints(MetagraphField.RANK);
  }

  /** Returns the weights of the stakes: alpha and a share of TAO in one number. */
  public long[] totalStake() {
    return longs(MetagraphField.TOTAL_STAKE);
  }

  @SuppressWarnings("unchecked") // FieldType says what the list holds.
  private List<AccountId> accounts(MetagraphField field) {
    return (List<AccountId>) get(field);
  }

  private int[] ints(MetagraphField field) {
    return (int[]) get(field);
  }

  private long[] longs(MetagraphField field) {
    return (long[]) get(field);
  }
}

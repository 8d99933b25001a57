package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A subnet as {@code SubnetInfoRuntimeApi_get_subnet_state} tells of it, from spec 233 on: the
 * stakes by uid, for runtimes that have no better call.
 *
 * <p>Integers of 64 bits are unsigned rao. Immutable: arrays are copies.
 */
public final class SubnetState {

  private final Map<SubnetStateField, Object> values;

  private SubnetState(Map<SubnetStateField, Object> values) {
    this.values = values;
  }

  /**
   * Decodes an answer.
   *
   * @return the subnet, or nothing if there is no such subnet
   * @throws ScaleException if the bytes are anything else than such an answer
   */
  public static Optional<SubnetState> decode(byte[] bytes) {
    ScaleReader in = new ScaleReader(bytes);
    boolean present = in.option("subnet_state");
    Map<SubnetStateField, Object> values = new EnumMap<>(SubnetStateField.class);
    if (present) {
      in.path().enter("subnet_state");
      for (SubnetStateField field : SubnetStateField.values()) {
        values.put(field, field.type().read(in, field.fieldName()));
      }
      in.path().leave();
    }
    in.end();
    return present ? Optional.of(new SubnetState(values)) : Optional.empty();
  }

  /** Returns the value of a field; its type says of which class it is. */
  Object get(SubnetStateField field) {
    return FieldType.copy(Objects.requireNonNull(values.get(field)));
  }

  /** Returns the number of the subnet. */
  public int netuid() {
    return (Integer) get(SubnetStateField.NETUID);
  }

  /** Returns the accounts that answer and sign, by uid. */
  @SuppressWarnings("unchecked") // FieldType says what the list holds.
  public List<AccountId> hotkeys() {
    return (List<AccountId>) get(SubnetStateField.HOTKEYS);
  }

  /** Returns the weights of the stakes, by uid: alpha and a share of TAO in one number. */
  public long[] totalStake() {
    return (long[]) get(SubnetStateField.TOTAL_STAKE);
  }
}

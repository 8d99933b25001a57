package org.gatehouse.metagraph.adapters.subtensor.scale;

/** A field of the answer {@code get_subnet_state}, in the order of the bytes. */
enum SubnetStateField {
  NETUID("netuid", FieldType.C16),
  HOTKEYS("hotkeys", FieldType.ACCOUNTS),
  COLDKEYS("coldkeys", FieldType.ACCOUNTS),
  ACTIVE("active", FieldType.BOOLS),
  VALIDATOR_PERMIT("validator_permit", FieldType.BOOLS),
  PRUNING_SCORE("pruning_score", FieldType.C16S),
  LAST_UPDATE("last_update", FieldType.C64S),
  EMISSION("emission", FieldType.C64S),
  DIVIDENDS("dividends", FieldType.C16S),
  INCENTIVES("incentives", FieldType.C16S),
  CONSENSUS("consensus", FieldType.C16S),
  TRUST("trust", FieldType.C16S),
  RANK("rank", FieldType.C16S),
  BLOCK_AT_REGISTRATION("block_at_registration", FieldType.C64S),
  ALPHA_STAKE("alpha_stake", FieldType.C64S),
  TAO_STAKE("tao_stake", FieldType.C64S),
  TOTAL_STAKE("total_stake", FieldType.C64S),
  EMISSION_HISTORY("emission_history", FieldType.C64_ROWS);

  private final String fieldName;
  private final FieldType type;

  SubnetStateField(String fieldName, FieldType type) {
    this.fieldName = fieldName;
    this.type = type;
  }

  String fieldName() {
    return fieldName;
  }

  FieldType type() {
    return type;
  }
}

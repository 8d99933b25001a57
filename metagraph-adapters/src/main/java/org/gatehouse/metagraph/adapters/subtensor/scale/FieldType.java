package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.util.function.BiFunction;

/** A type of the fields of large answers, with the Java type that its values get. */
enum FieldType {
  /** {@link Integer}, 0 to 65535. */
  C16(ScaleReader::compact16),
  /** {@link Long}, unsigned. */
  C64(ScaleReader::compact64),
  /** {@link java.math.BigInteger}, 0 to 2^128 - 1. */
  C128(ScaleReader::compact128),
  /** {@link java.math.BigInteger}, the bits of a fixed-point number. */
  I128(ScaleReader::i128),
  /** {@link Boolean}. */
  BOOL(ScaleReader::bool),
  /** {@link String}, from compact bytes. */
  TEXT((in, field) -> Vectors.text(Vectors.compactBytes(in, field))),
  /** {@link AccountId}. */
  ACCOUNT(ScaleReader::account),
  /** {@code Optional<Identity>}, of the newest layout of a subnet's identity. */
  IDENTITY((in, field) -> Identity.optional(in, field, Identity.SUBNET_V3)),
  /** {@code List<AccountId>}. */
  ACCOUNTS((in, field) -> Vectors.list(in, field, AccountId.BYTES, each -> each.account(null))),
  /** {@code List<Optional<Identity>>}. */
  IDENTITIES(
      (in, field) ->
          Vectors.list(in, field, 1, each -> Identity.optional(each, null, Identity.ACCOUNT))),
  /** {@code List<AxonInfo>}. */
  AXONS((in, field) -> Vectors.list(in, field, AxonInfo.BYTES, AxonInfo::read)),
  /** {@code boolean[]}. */
  BOOLS(Vectors::bools),
  /** {@code int[]}, each 0 to 65535. */
  C16S(Vectors::compact16s),
  /** {@code long[]}, unsigned. */
  C64S(Vectors::compact64s),
  /** {@code List<long[]>}, unsigned. */
  C64_ROWS((in, field) -> Vectors.list(in, field, 1, each -> Vectors.compact64s(each, null))),
  /** {@code List<AccountAmount>}. */
  AMOUNTS((in, field) -> Vectors.list(in, field, AccountAmount.LEAST_BYTES, AccountAmount::read)),
  /** {@code List<Commitment>}. */
  COMMITMENTS((in, field) -> Vectors.list(in, field, Commitment.LEAST_BYTES, Commitment::read));

  @SuppressWarnings("ImmutableEnumChecker") // The functions keep nothing.
  private final BiFunction<ScaleReader, String, Object> reader;

  FieldType(BiFunction<ScaleReader, String, Object> reader) {
    this.reader = reader;
  }

  Object read(ScaleReader in, String field) {
    return reader.apply(in, field);
  }

  /** Returns a value that can be given away: arrays are copied, everything else is immutable. */
  static Object copy(Object value) {
    if (value instanceof int[] ints) {
      return ints.clone();
    }
    if (value instanceof long[] longs) {
      return longs.clone();
    }
    return value instanceof boolean[] booleans ? booleans.clone() : value;
  }
}

package org.gatehouse.metagraph.adapters.subtensor.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One column of an answer, by uid; {@code null} everywhere if the answer left it empty, because the
 * runtime no longer keeps it.
 */
final class AnswerColumn<T> {

  private final int length;
  private final IntFunction<T> values;

  private AnswerColumn(int length, IntFunction<T> values) {
    this.length = length;
    this.values = values;
  }

  static <T> AnswerColumn<T> of(List<T> values) {
    return new AnswerColumn<>(values.size(), values::get);
  }

  static AnswerColumn<Integer> of(int[] values) {
    return new AnswerColumn<>(values.length, uid -> values[uid]);
  }

  static AnswerColumn<Long> of(long[] values) {
    return new AnswerColumn<>(values.length, uid -> values[uid]);
  }

  static AnswerColumn<Boolean> of(boolean[] values) {
    return new AnswerColumn<>(values.length, uid -> values[uid]);
  }

  /** Returns how many values there are. */
  int length() {
    return length;
  }

  @Nullable T get(int uid) {
    return length == 0 ? null : values.apply(uid);
  }

  /** Returns an unsigned number. */
  static @Nullable BigInteger unsigned(@Nullable Long value) {
    return value == null ? null : new BigInteger(Long.toUnsignedString(value));
  }
}

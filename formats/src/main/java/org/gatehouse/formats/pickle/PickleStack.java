package org.gatehouse.formats.pickle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that a pickle works on: a stack with marks, and a memo of those that come again. */
final class PickleStack {

  private final PickleLimits limits;
  private final List<@Nullable Object> values = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final List<@Nullable Object> memo = new ArrayList<>();
  private int pushed;

  PickleStack(PickleLimits limits) {
    this.limits = limits;
  }

  int size() {
    return values.size();
  }

  void push(@Nullable Object value, PickleInput in) {
    if (++pushed > limits.values()) {
      throw in.site().refusal("expected at most " + limits.values() + " values, found more");
    }
    values.add(value);
  }

  @Nullable Object pop(PickleInput in) {
    top(in);
    return values.remove(values.size() - 1);
  }

  @Nullable Object top(PickleInput in) {
    int bottom = marks.isEmpty() ? 0 : marks.getLast();
    if (values.size() <= bottom) {
      throw in.site().refusal("expected a value on the stack, found none");
    }
    return values.get(values.size() - 1);
  }

  void mark(PickleInput in) {
    if (marks.size() >= limits.depth()) {
      throw in.site().refusal("expected at most " + limits.depth() + " open marks, found more");
    }
    marks.addLast(values.size());
  }

  /** Takes the values above the last mark, and the mark. */
  List<@Nullable Object> popToMark(PickleInput in) {
    if (marks.isEmpty()) {
      throw in.site().refusal("expected a mark, found none");
    }
    List<@Nullable Object> above = values.subList(marks.removeLast(), values.size());
    List<@Nullable Object> taken = new ArrayList<>(above);
    above.clear();
    return taken;
  }

  boolean hasMarks() {
    return !marks.isEmpty();
  }

  /** Takes a number of values, the last one last. */
  List<@Nullable Object> pop(int count, PickleInput in) {
    List<@Nullable Object> taken = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      taken.add(0, pop(in));
    }
    return taken;
  }

  /** Remembers the top value. Picklers count up, so that a gap is a damaged or hostile file. */
  void memoize(int index, PickleInput in) {
    if (index > memo.size() || index >= limits.memo()) {
      throw in.site()
          .refusal(
              "expected a memo index of at most %d, found %d"
                  .formatted(Math.min(memo.size(), limits.memo() - 1), index));
    }
    if (index == memo.size()) {
      memo.add(top(in));
    } else {
      memo.set(index, top(in));
    }
  }

  void memoize(PickleInput in) {
    memoize(memo.size(), in);
  }

  @Nullable Object remembered(int index, PickleInput in) {
    if (index >= memo.size()) {
      throw in.site()
          .refusal("expected a memo index below %d, found %d".formatted(memo.size(), index));
    }
    return memo.get(index);
  }
}

package org.gatehouse.host.replay.events;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.gatehouse.api.Uids;
import org.jspecify.annotations.Nullable;

/**
 * One prompt that was put to some peers, with what their answers earned.
 *
 * <p>Immutable.
 */
public final class Event {

  private final long line;
  private final String prompt;
  private final Uids uids;
  private final double[] rewards;
  private final double[] expected;
  private final @Nullable List<String> hotkeys;
  private final double @Nullable [] propensities;
  private final OptionalLong block;
  private final @Nullable String task;
  private final Uids departed;

  private Event(Builder builder) {
    line = builder.line;
    prompt = builder.prompt;
    uids = builder.uids;
    rewards = builder.rewards;
    expected = builder.expected;
    hotkeys = builder.hotkeys;
    propensities = builder.propensities;
    block = builder.block;
    task = builder.task;
    departed = builder.departed;
    require("rewards", rewards.length);
    require("expected rewards", expected.length);
    if (hotkeys != null) {
      require("hotkeys", hotkeys.size());
    }
    if (propensities != null) {
      require("propensities", propensities.length);
    }
  }

  private void require(String what, int size) {
    if (size != uids.size()) {
      throw new IllegalArgumentException(
          what + " has " + size + " values for " + uids.size() + " uids; expected one for each");
    }
  }

  /**
   * Returns a builder.
   *
   * @param line where the event stands in its source, from 1
   * @param uids the peers that were asked, each once, at least one
   * @param rewards one finite reward for each uid
   */
  public static Builder builder(long line, String prompt, Uids uids, double[] rewards) {
    return new Builder(line, prompt, uids, rewards);
  }

  /** Returns where the event stands in its source, from 1. */
  public long line() {
    return line;
  }

  /** Returns the prompt. */
  public String prompt() {
    return prompt;
  }

  /** Returns the peers that were asked, each once. */
  public Uids uids() {
    return uids;
  }

  /** Returns the reward of the peer at a position of {@link #uids}. */
  public double reward(int position) {
    return rewards[position];
  }

  /** Returns the reward that peer could expect; where nobody knows, the one it got. */
  public double expected(int position) {
    return expected[position];
  }

  /** Returns the hotkey of the peer at a position of {@link #uids}, if the event says. */
  public @Nullable String hotkey(int position) {
    return hotkeys == null ? null : hotkeys.get(position);
  }

  /** Returns whether the event says how probable it was to ask each of its peers. */
  public boolean hasPropensities() {
    return propensities != null;
  }

  /**
   * Returns how probable it was, in (0, 1], to ask the peer at a position of {@link #uids}.
   *
   * @throws IllegalStateException if the event does not say
   */
  public double propensity(int position) {
    if (propensities == null) {
      throw new IllegalStateException("the event has no propensities");
    }
    return propensities[position];
  }

  /** Returns the block at which it happened, if the event says. */
  public OptionalLong block() {
    return block;
  }

  /** Returns what kind of prompt it is, if the event says. */
  public @Nullable String task() {
    return task;
  }

  /** Returns the uids that nobody holds any more since the event before. */
  public Uids departed() {
    return departed;
  }

  /**
   * Returns a builder that holds all of this event, for some of its peers, which may have other
   * uids.
   *
   * @param positions whose values each of the uids has, by their positions in {@link #uids}
   */
  public Builder toBuilder(Uids otherUids, int[] positions) {
    Builder copy = new Builder(line, prompt, otherUids, pick(rewards, positions));
    copy.expected = pick(expected, positions);
    List<String> names = hotkeys;
    copy.hotkeys = names == null ? null : Arrays.stream(positions).mapToObj(names::get).toList();
    copy.propensities = propensities == null ? null : pick(propensities, positions);
    copy.block = block;
    copy.task = task;
    copy.departed = departed;
    return copy;
  }

  private static double[] pick(double[] values, int[] positions) {
    return Arrays.stream(positions).mapToDouble(position -> values[position]).toArray();
  }

  /** Collects what is known of one event; for use by one thread. */
  public static final class Builder {

    private final long line;
    private final String prompt;
    private final Uids uids;
    private final double[] rewards;
    private double[] expected;
    private @Nullable List<String> hotkeys;
    private double @Nullable [] propensities;
    private OptionalLong block = OptionalLong.empty();
    private @Nullable String task;
    private Uids departed = Uids.empty();

    private Builder(long line, String prompt, Uids uids, double[] rewards) {
      this.line = line;
      this.prompt = prompt;
      this.uids = uids;
      this.rewards = rewards.clone();
      this.expected = this.rewards;
    }

    /** Sets what each peer could expect, in the order of the uids. */
    public Builder expected(double[] value) {
      expected = value.clone();
      return this;
    }

    /** Sets the hotkeys, in the order of the uids; {@code null} for unknown. */
    public Builder hotkeys(@Nullable List<String> value) {
      hotkeys = value == null ? null : List.copyOf(value);
      return this;
    }

    /** Sets the propensities, in the order of the uids; {@code null} for unknown. */
    public Builder propensities(double @Nullable [] value) {
      propensities = value == null ? null : value.clone();
      return this;
    }

    /** Sets what kind of prompt it is; {@code null} for unknown. */
    public Builder task(@Nullable String value) {
      task = value;
      return this;
    }

    /** Sets the uids that nobody holds any more since the event before. */
    public Builder departed(Uids value) {
      departed = value;
      return this;
    }

    /** Sets the block. */
    public Builder block(OptionalLong value) {
      block = value;
      return this;
    }

    /**
     * Returns the event.
     *
     * @throws IllegalArgumentException if a list is not as long as that of the uids
     */
    public Event build() {
      return new Event(this);
    }
  }
}

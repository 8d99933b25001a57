package org.gatehouse.host.replay.events;

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
  private final OptionalLong block;

  private Event(Builder builder) {
    line = builder.line;
    prompt = builder.prompt;
    uids = builder.uids;
    rewards = builder.rewards;
    expected = builder.expected;
    hotkeys = builder.hotkeys;
    block = builder.block;
    require("rewards", rewards.length);
    require("expected rewards", expected.length);
    if (hotkeys != null) {
      require("hotkeys", hotkeys.size());
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

  /** Returns the block at which it happened, if the event says. */
  public OptionalLong block() {
    return block;
  }

  /** Collects what is known of one event; for use by one thread. */
  public static final class Builder {

    private final long line;
    private final String prompt;
    private final Uids uids;
    private final double[] rewards;
    private double[] expected;
    private @Nullable List<String> hotkeys;
    private OptionalLong block = OptionalLong.empty();

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

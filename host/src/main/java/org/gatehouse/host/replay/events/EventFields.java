package org.gatehouse.host.replay.events;

import java.io.IOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.api.gating.MessageRules;
import org.jspecify.annotations.Nullable;

/** The fields of one event, in whatever order they come; for use by one thread. */
final class EventFields {

  private @Nullable String prompt;
  private int @Nullable [] uids;
  private double @Nullable [] rewards;
  private @Nullable List<String> hotkeys;
  private double @Nullable [] propensities;
  private @Nullable String task;
  private OptionalLong block = OptionalLong.empty();

  void read(String name, JsonFields value) throws IOException, InvalidEventException {
    if (value.isNull()) {
      return;
    }
    switch (name) {
      case "prompt" -> prompt = value.text();
      case "uids" -> uids = value.uids();
      case "rewards" -> rewards = value.numbers();
      case "hotkeys" -> hotkeys = value.texts();
      case "propensities" -> propensities = value.numbers();
      case "block" -> block = OptionalLong.of(value.whole(Long.MAX_VALUE));
      case "task" -> task = value.text();
      default -> value.skip();
    }
  }

  Event toEvent(long line, MessageRules rules) throws InvalidEventException {
    String message = require("prompt", prompt, "text");
    int[] peers = require("uids", uids, "a list of whole numbers");
    double[] earned = require("rewards", rewards, "a list of numbers");
    try {
      rules.check(List.of(message));
    } catch (InvalidMessageException e) {
      throw new InvalidEventException("prompt: " + e.getMessage());
    }
    checkUids(peers);
    checkRewards(peers, earned);
    checkHotkeys(peers);
    checkPropensities(peers);
    return Event.builder(line, message, Uids.of(peers), earned)
        .hotkeys(hotkeys)
        .propensities(propensities)
        .block(block)
        .task(task)
        .build();
  }

  private static <T> T require(String name, @Nullable T value, String expected)
      throws InvalidEventException {
    if (value == null) {
      throw new InvalidEventException(name + " is missing; expected " + expected);
    }
    return value;
  }

  private static void requireSize(String name, int size, int[] uids) throws InvalidEventException {
    if (size != uids.length) {
      throw new InvalidEventException(
          name
              + " has "
              + size
              + (size == 1 ? " value" : " values")
              + " for "
              + uids.length
              + (uids.length == 1 ? " uid" : " uids")
              + "; expected one for each");
    }
  }

  private static void checkUids(int[] uids) throws InvalidEventException {
    if (uids.length == 0) {
      throw new InvalidEventException("uids is empty; expected at least one");
    }
    Set<Integer> seen = new HashSet<>();
    for (int uid : uids) {
      if (!seen.add(uid)) {
        throw new InvalidEventException("uid " + uid + " appears twice in uids");
      }
    }
  }

  private static void checkRewards(int[] uids, double[] rewards) throws InvalidEventException {
    requireSize("rewards", rewards.length, uids);
    for (int i = 0; i < rewards.length; i++) {
      // Gates learn in single precision: what overflows there is not finite for them.
      if (!Float.isFinite((float) rewards[i])) {
        throw new InvalidEventException(
            "the reward of uid "
                + uids[i]
                + " is "
                + rewards[i]
                + "; expected a finite number in single precision");
      }
    }
  }

  private void checkHotkeys(int[] uids) throws InvalidEventException {
    if (hotkeys == null) {
      return;
    }
    requireSize("hotkeys", hotkeys.size(), uids);
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < hotkeys.size(); i++) {
      if (hotkeys.get(i).isEmpty()) {
        throw new InvalidEventException("the hotkey of uid " + uids[i] + " is empty");
      }
      if (!utf8.canEncode(hotkeys.get(i))) {
        throw new InvalidEventException(
            "the hotkey of uid "
                + uids[i]
                + " holds a lone surrogate; expected valid Unicode text");
      }
      if (!seen.add(hotkeys.get(i))) {
        throw new InvalidEventException(
            "hotkey " + hotkeys.get(i) + " appears twice in hotkeys; a peer holds one uid");
      }
    }
  }

  private void checkPropensities(int[] uids) throws InvalidEventException {
    if (propensities == null) {
      return;
    }
    requireSize("propensities", propensities.length, uids);
    for (int i = 0; i < propensities.length; i++) {
      if (!(propensities[i] > 0 && propensities[i] <= 1)) {
        throw new InvalidEventException(
            "the propensity of uid "
                + uids[i]
                + " is "
                + propensities[i]
                + "; expected a number in (0, 1]");
      }
    }
  }
}

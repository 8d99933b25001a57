package org.gatehouse.host.replay.scenarios;

import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;

/**
 * A change of a log's network, written {@code KIND:EVENTS:PEERS}.
 *
 * <p>{@code churn:200:10%}: after every 200 events a tenth of the uids, drawn at random, change
 * hands: their peers change places in a cycle, so that each uid is another peer of the log, under a
 * hotkey that was never seen. {@code grow:200:10%}: a tenth of the uids, drawn at random, come only
 * after 200 events. {@code shrink:200:10%}: a tenth leave after 200 events. PEERS may also be a
 * number. Immutable.
 *
 * @param kind what happens
 * @param events after how many events, at least 1
 * @param amount how many peers, at least 1; or how many percent of them
 * @param percent whether the amount is in percent, in (0, 100]
 */
public record Scenario(Kind kind, long events, double amount, boolean percent) {

  private static final Pattern SYNTAX =
      Pattern.compile("(churn|grow|shrink):([1-9][0-9]{0,17}):([0-9]+(?:\\.[0-9]+)?)(%?)");

  /** What happens to the network. */
  public enum Kind {
    /** Uids change hands, again and again. */
    CHURN,
    /** Peers come later. */
    GROW,
    /** Peers leave. */
    SHRINK
  }

  /**
   * Reads a scenario.
   *
   * @throws IllegalArgumentException if the text is none; the message says what was expected
   */
  public static Scenario parse(String text) {
    Matcher parts = SYNTAX.matcher(text);
    if (parts.matches()) {
      double amount = Double.parseDouble(parts.group(3));
      boolean percent = !parts.group(4).isEmpty();
      boolean whole = !parts.group(3).contains(".");
      if (percent ? amount > 0 && amount <= 100 : whole && amount >= 1) {
        return new Scenario(
            Kind.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
            Long.parseLong(parts.group(2)),
            amount,
            percent);
      }
    }
    throw new IllegalArgumentException(
        "expected churn, grow or shrink, a number of events and a number or share of peers, such as"
            + " churn:200:10%, found "
            + text);
  }

  /**
   * Draws which peers it concerns.
   *
   * @param network the uids of the log
   * @param seed the same seed draws the same peers
   * @throws GatehouseException if the network is too small
   */
  public Change draw(Uids network, long seed) {
    Random random = new Random(seed);
    int peers = peers(network.size());
    return switch (kind) {
      case CHURN -> {
        require(peers >= 2, network, "two peers that change places");
        yield new Churn(network, events, peers, random.nextLong());
      }
      case GROW -> {
        require(peers < network.size(), network, "a peer that is there from the start");
        yield new Grow(Draws.some(network, peers, random), events);
      }
      case SHRINK -> {
        require(peers < network.size(), network, "a peer that stays");
        yield new Shrink(Draws.some(network, peers, random), events);
      }
    };
  }

  private int peers(int networkSize) {
    double peers = percent ? Math.round(networkSize * amount / 100) : amount;
    return (int) Math.min(networkSize, Math.max(1, peers));
  }

  private void require(boolean enough, Uids network, String what) {
    if (!enough) {
      throw new GatehouseException(
          this + ": expected at least " + what + ", found a network of " + network.size());
    }
  }

  @Override
  public String toString() {
    String number =
        amount == Math.rint(amount) ? String.valueOf((long) amount) : String.valueOf(amount);
    return kind.name().toLowerCase(Locale.ROOT)
        + ":"
        + events
        + ":"
        + number
        + (percent ? "%" : "");
  }
}

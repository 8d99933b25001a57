package org.gatehouse.host.metagraph;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.SourceHealth;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person once that a network cannot be read any more, and once that it can be read again.
 *
 * <p>A source tells its listeners of failures and changes only; that it reads the same network
 * again shows in its health. Thread-safe.
 */
final class Outage {

  private final Consumer<String> messages;
  private boolean present;
  private @Nullable Instant lastGood;

  Outage(Consumer<String> messages) {
    this.messages = messages;
  }

  /** Takes in a failure, and the source's health at that time. */
  synchronized void failed(MetagraphException failure, SourceHealth health) {
    begin(String.valueOf(failure.getMessage()), health);
  }

  /** Takes in that the source read another state of the network. */
  synchronized void changed(Metagraph latest) {
    end(latest.block());
  }

  /** Takes in how the source is doing. */
  synchronized void look(SourceHealth health) {
    switch (health.status()) {
      case STALE -> begin(health.detail(), health);
      case CURRENT -> {
        // A failure may be told before it shows in the health.
        if (!Objects.equals(health.asOf(), lastGood)) {
          end(health.block());
        }
      }
      case UNKNOWN -> {}
    }
  }

  private void begin(String reason, SourceHealth health) {
    if (present) {
      return;
    }
    present = true;
    lastGood = health.asOf();
    messages.accept(
        reason
            + "\n  "
            + health
                .age(Instant.now())
                .map(
                    age ->
                        "what is known is of block %d, %s old".formatted(health.block(), text(age)))
                .orElse("what is known stays in force")
            + "; further failures are not shown until the network is read again");
  }

  private void end(@Nullable Long block) {
    if (present) {
      present = false;
      messages.accept("the network is read again" + (block == null ? "" : ", at block " + block));
    }
  }

  /** Returns a time in the two largest units that it has. */
  static String text(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + " d " + time.toHoursPart() + " h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }
}

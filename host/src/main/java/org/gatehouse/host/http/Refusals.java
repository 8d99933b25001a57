package org.gatehouse.host.http;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.ForeignScoresException;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.api.gating.InvalidRewardsException;
import org.gatehouse.api.gating.InvalidUidException;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.selection.NotEnoughPeersException;
import org.gatehouse.host.batching.OverloadedException;
import org.gatehouse.host.serve.ScoresUsedException;
import org.gatehouse.host.serve.ServiceException;
import org.gatehouse.state.StateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What failures are told to who made the request. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private static final Pattern FIELD =
      Pattern.compile("^the request body:\\d+:\\d+: ([a-z_]+(?:\\[\\d+])?(?:\\.[a-z_]+)*): ");

  private Refusals() {}

  /** Returns the problem of a failure; one that nobody could expect is logged. */
  static Problem of(Throwable failure) {
    if (failure instanceof ProblemException wrong) {
      return wrong.problem();
    }
    if (failure instanceof ScoresUsedException used) {
      return Problem.of(409, "scores-used", "The rewards were learned already", text(used))
          .first(used.firstAnswer());
    }
    if (failure instanceof ServiceException refused) {
      return of(refused);
    }
    if (failure instanceof OverloadedException busy) {
      return Problem.later("busy", "The service is busy", text(busy));
    }
    if (failure instanceof StateException notDurable) {
      return Problem.later("not-durable", "Nothing can be kept", text(notDurable));
    }
    if (failure instanceof GatehouseException refused) {
      Problem problem = ofGate(refused);
      if (problem != null) {
        return problem;
      }
    }
    String id = UUID.randomUUID().toString();
    LOG.error("a request failed ({})", id, failure);
    return Problem.of(
        500, "failure", "The service failed", "an unexpected failure; the log has it as " + id);
  }

  private static Problem of(ServiceException refused) {
    String text = text(refused);
    return switch (refused.reason()) {
      case UNKNOWN_SCORES -> Problem.of(404, "unknown-scores", "No such scores are kept", text);
      case UNKNOWN_SELECTOR -> Problem.invalid(text, "/selector");
      case INVALID_METAGRAPH -> Problem.invalid(text, pointer(text));
      case NO_SOURCE -> Problem.invalid(text, null);
      case METAGRAPH_REFUSED ->
          Problem.of(409, "metagraph-refused", "The metagraph does not follow", text);
      case SOURCE_FOLLOWED -> Problem.of(409, "source-followed", "A source is followed", text);
      case NETWORK_LOST -> Problem.later("network-lost", "The network cannot be read", text);
      case NOT_KEPT -> Problem.later("not-durable", "Nothing can be kept", text);
    };
  }

  /** Returns the JSON pointer of the field that a message about a body names, if it names one. */
  private static @Nullable String pointer(String text) {
    Matcher field = FIELD.matcher(text);
    return field.find()
        ? "/" + field.group(1).replace("[", "/").replace("]", "").replace(".", "/")
        : null;
  }

  /** Returns the problem of what a gate or a selector refuses; {@code null} if it just failed. */
  private static @Nullable Problem ofGate(GatehouseException refused) {
    String text = text(refused);
    if (refused instanceof InvalidMessageException
        || refused instanceof InvalidUidException
        || refused instanceof NotEnoughPeersException) {
      return Problem.invalid(text, null);
    }
    if (refused instanceof InvalidRewardsException) {
      return Problem.invalid(text, "/rewards");
    }
    if (refused instanceof ForeignScoresException) {
      return Problem.of(404, "unknown-scores", "These scores are of an earlier state", text);
    }
    if (refused instanceof MetagraphException) {
      return Problem.of(409, "metagraph-refused", "The metagraph does not follow", text);
    }
    if (refused instanceof UnsupportedCapabilityException) {
      return Problem.of(409, "unsupported", "The gate cannot do this", text);
    }
    return null;
  }

  private static String text(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}

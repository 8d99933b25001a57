package org.gatehouse.host.serve;

import org.gatehouse.api.GatehouseException;
import org.jspecify.annotations.Nullable;

/** A request that the service does not grant, although the gate has no objection to it. */
public final class ServiceException extends GatehouseException {

  /** Why it is not granted. */
  public enum Reason {
    /** No scores of this id are kept: they never were, were too many, or became too old. */
    UNKNOWN_SCORES,
    /** No selector of this name is installed. */
    UNKNOWN_SELECTOR,
    /** What was pushed is no metagraph. */
    INVALID_METAGRAPH,
    /** What was pushed does not follow the network that is known. */
    METAGRAPH_REFUSED,
    /** A source is followed, so nothing is to be pushed. */
    SOURCE_FOLLOWED,
    /** Nothing was pushed, and no source is followed. */
    NO_SOURCE,
    /** The followed source cannot be read now. */
    NETWORK_LOST,
    /** What was pushed or learned cannot be kept now. */
    NOT_KEPT
  }

  private final Reason reason;

  ServiceException(Reason reason, String message) {
    this(reason, message, null);
  }

  ServiceException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Returns why the request is not granted. */
  public Reason reason() {
    return reason;
  }
}

package org.gatehouse.api.metagraph;

import org.gatehouse.api.GatehouseException;
import org.jspecify.annotations.Nullable;

/** A metagraph that cannot be read, is not one, or cannot follow the one before it. */
public final class MetagraphException extends GatehouseException {

  /** Creates the exception with a message for a person. */
  public MetagraphException(String message) {
    super(message);
  }

  /** Creates the exception with a message for a person and the failure that led to it. */
  public MetagraphException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

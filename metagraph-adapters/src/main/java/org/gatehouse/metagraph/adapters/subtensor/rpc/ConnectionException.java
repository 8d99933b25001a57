package org.gatehouse.metagraph.adapters.subtensor.rpc;

import org.gatehouse.api.GatehouseException;
import org.jspecify.annotations.Nullable;

/**
 * Says that a node could not be reached, was lost, stayed silent for too long or answered something
 * that is no answer.
 */
public final class ConnectionException extends GatehouseException {

  ConnectionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  ConnectionException(String message) {
    super(message);
  }
}

package org.gatehouse.metagraph.adapters.subtensor.chain;

import org.gatehouse.api.GatehouseException;

/** A subnet that the chain does not have at the block that was read: no other node will help. */
public final class NoSuchSubnetException extends GatehouseException {

  NoSuchSubnetException(String message) {
    super(message);
  }
}

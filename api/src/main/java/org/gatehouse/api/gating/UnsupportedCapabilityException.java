package org.gatehouse.api.gating;

import org.gatehouse.api.GatehouseException;

/** A gate was asked to do what it has declared it cannot. */
public final class UnsupportedCapabilityException extends GatehouseException {

  private final Capability capability;

  /** Creates the exception with the missing capability and the reason, for a person. */
  public UnsupportedCapabilityException(Capability capability, String message) {
    super(message);
    this.capability = capability;
  }

  /** Returns what the gate cannot do. */
  public Capability capability() {
    return capability;
  }
}

package org.gatehouse.api.gating;

/** Something a gate can do beyond scoring; a gate without it fails fast when asked to. */
public enum Capability {
  /** Learns from rewards: {@link GatingModel#backward}. */
  LEARN,
  /** Follows a changing network: {@link GatingModel#resync}. */
  RESYNC,
  /** Saves and loads its state: {@link GatingModel#snapshot} and {@link GatingModel#restore}. */
  SNAPSHOT
}

package org.gatehouse.engine.tensorflow;

import org.gatehouse.api.GatehouseException;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the engine's surroundings: a model that is not there or not readable, a device that
 * is missing, a cache folder that cannot be written. Wrong arguments are {@link
 * IllegalArgumentException} instead.
 */
public final class EngineException extends GatehouseException {

  private static final long serialVersionUID = 1L;

  /** A failure described by {@code message}: what was expected, what was found, and where. */
  public EngineException(String message) {
    super(message);
  }

  /** As above, with what brought it about. */
  public EngineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

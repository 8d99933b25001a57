package org.gatehouse.formats.pickle;

import org.jspecify.annotations.Nullable;

/** What stands in for an allowed Python function: makes a value from what it was called with. */
@FunctionalInterface
public interface PickleFunction {

  /**
   * Makes the value.
   *
   * @param arguments the arguments, a tuple
   * @param site for failures
   * @throws org.gatehouse.formats.FormatException if the arguments are not as they should be
   */
  @Nullable Object call(PickleList arguments, PickleSite site);
}

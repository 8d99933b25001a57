package org.gatehouse.formats.pickle;

import org.jspecify.annotations.Nullable;

/** What a pickle's references to things outside of it stand for. */
@FunctionalInterface
public interface PersistentReferences {

  /**
   * Returns the value of one reference.
   *
   * @param reference what the pickle says about it
   * @param site for failures
   * @throws org.gatehouse.formats.FormatException if there is no such thing
   */
  @Nullable Object resolve(@Nullable Object reference, PickleSite site);

  /** Returns the references of a pickle that must not have any. */
  static PersistentReferences none() {
    return (reference, site) -> {
      throw site.refusal(
          "expected no reference to anything outside of the pickle, found "
              + PickleValues.describe(reference));
    };
  }
}

package org.gatehouse.formats.pickle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of an allowed Python class: its class name and its attributes, and nothing that runs.
 *
 * <p>Unmodifiable once reading is over, and equal only to itself.
 */
public final class PickleRecord extends PickleContainer implements Buildable {

  private static final PickleDict NONE = new PickleDict(false);

  private final String className;
  private PickleDict attributes = NONE;

  PickleRecord(String className) {
    this.className = className;
  }

  /** Returns the name of the class with its module, such as {@code a.b.Name}. */
  public String className() {
    return className;
  }

  /** Returns the attributes by name; empty if the pickle set none. */
  public PickleDict attributes() {
    return attributes;
  }

  @Override
  public void build(@Nullable Object state, PickleSite site) {
    if (attributes != NONE || !(state instanceof PickleDict dict)) {
      throw site.refusal(
          "expected one dict of attributes for "
              + this
              + ", found "
              + (attributes != NONE ? "a second, " : "")
              + PickleValues.describe(state));
    }
    attributes = dict;
  }

  @Override
  Iterable<PickleDict> children() {
    return attributes == NONE ? List.of() : List.of(attributes);
  }

  @Override
  public String toString() {
    return "an object of " + className;
  }
}

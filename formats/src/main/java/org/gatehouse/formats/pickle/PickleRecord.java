package org.gatehouse.formats.pickle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of an allowed Python class: its class name and its attributes, and nothing that runs.
 *
 * <p>Unmodifiable once reading is over, and equal only to itself.
 */
public final class PickleRecord extends PickleContainer implements Buildable {

  private final String className;
  private PickleDict attributes = new PickleDict(false);
  private boolean built;

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
    if (built || !(state instanceof PickleDict dict)) {
      throw site.refusal(
          "expected one dict of attributes for "
              + this
              + ", found "
              + (built ? "a second, " : "")
              + PickleValues.describe(state));
    }
    built = true;
    attributes = dict;
  }

  @Override
  Iterable<PickleDict> children() {
    return List.of(attributes);
  }

  @Override
  public String toString() {
    return "an object of " + className;
  }
}

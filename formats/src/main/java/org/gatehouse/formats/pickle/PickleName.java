package org.gatehouse.formats.pickle;

/**
 * An allowed Python name that stands in a pickle as a value; it is text, and nothing is looked up.
 *
 * @param module the module, such as {@code torch}
 * @param name the name in it, such as {@code FloatStorage}
 */
public record PickleName(String module, String name) {

  /** Returns the module and the name with a dot between them. */
  public String qualified() {
    return module + "." + name;
  }

  @Override
  public String toString() {
    return "the name " + qualified();
  }
}

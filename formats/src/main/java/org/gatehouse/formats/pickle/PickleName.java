package org.gatehouse.formats.pickle;

/**
 * An allowed Python name that stands in a pickle as a value; it is text, and nothing is looked up.
 *
 * @param qualified the module and the name in it, such as {@code torch.FloatStorage}
 */
public record PickleName(String qualified) {

  @Override
  public String toString() {
    return "the name " + qualified;
  }
}

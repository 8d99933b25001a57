package org.gatehouse.api.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A single value of a configuration as text and as a number. */
final class Scalar {

  private Scalar() {}

  /**
   * Returns what stands there, without space around it, or {@code null} for an object or a list.
   */
  static @Nullable String text(ConfigValue value) {
    ConfigValueType type = value.valueType();
    return type == ConfigValueType.OBJECT || type == ConfigValueType.LIST
        ? null
        : String.valueOf(value.unwrapped()).strip();
  }

  /** Returns the number that stands there, or {@code null} if it is none. */
  static @Nullable BigDecimal decimal(ConfigValue value) {
    String text = text(value);
    // A very long exponent would make exact arithmetic on the number explode.
    if (text == null || text.length() > 40) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > 400 ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

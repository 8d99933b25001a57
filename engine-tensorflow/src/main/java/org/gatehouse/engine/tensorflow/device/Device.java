package org.gatehouse.engine.tensorflow.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device a user asks for: {@code auto}, {@code cpu}, {@code gpu} (the first one) or {@code
 * gpu:N}.
 *
 * @param kind what to compute on
 * @param index which GPU, from 0; 0 for everything else
 */
public record Device(Kind kind, int index) {

  /** What to compute on. */
  public enum Kind {
    /** The first GPU that TensorFlow sees, or else the CPU. */
    AUTO,
    /** The CPU, even where there is a GPU. */
    CPU,
    /** A GPU; its absence is an error. */
    GPU
  }

  /** A GPU if there is one, or else the CPU. */
  public static final Device AUTO = new Device(Kind.AUTO, 0);

  /** The CPU. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,3}))?");

  /**
   * Reads {@code auto | cpu | gpu | gpu:N}.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Device parse(String text) {
    if (text.equals("auto")) {
      return AUTO;
    }
    if (text.equals("cpu")) {
      return CPU;
    }
    Matcher gpu = GPU.matcher(text);
    if (!gpu.matches()) {
      throw new IllegalArgumentException(
          "A device is auto, cpu, gpu or gpu:N with N from 0 to 999, not '" + text + "'.");
    }
    String index = gpu.group(1);
    return new Device(Kind.GPU, index == null ? 0 : Integer.parseInt(index));
  }

  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case GPU -> "gpu:" + index;
    };
  }
}

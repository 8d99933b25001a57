package org.gatehouse.engine.tensorflow.device;

import java.util.List;

/**
 * What TensorFlow is in this process.
 *
 * @param version version of the native library, such as {@code 2.18.0}
 * @param nativeBuild which native library is on the class path, in words
 * @param devices names of the devices it sees, such as {@code CPU:0} and {@code GPU:0}
 */
public record RuntimeDescription(String version, String nativeBuild, List<String> devices) {

  /** Copies the list. */
  public RuntimeDescription {
    devices = List.copyOf(devices);
  }
}

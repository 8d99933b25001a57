package org.gatehouse.engine.tensorflow;

import org.gatehouse.api.config.SectionReader;
import org.gatehouse.engine.tensorflow.device.Device;

/**
 * The section {@code gatehouse.engine}.
 *
 * @param device where encoders and linear layers run
 */
public record EngineSettings(Device device) {

  /**
   * Reads the section; problems stay in the reader.
   *
   * @param section the section that holds it, such as that of a gate
   * @param key its key there
   */
  public static EngineSettings read(SectionReader section, String key) {
    section.flag(key + ".hub.offline");
    String word = section.text(key + ".device");
    try {
      return new EngineSettings(word.isEmpty() ? Device.AUTO : Device.parse(word));
    } catch (IllegalArgumentException e) {
      section.problem(key + ".device", String.valueOf(e.getMessage()));
      return new EngineSettings(Device.AUTO);
    }
  }
}

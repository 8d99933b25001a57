package org.gatehouse.gating.sentence;

import com.typesafe.config.Config;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.engine.tensorflow.EngineSettings;
import org.gatehouse.engine.tensorflow.gating.LinearGatingSettings;

/**
 * The section {@code gatehouse.gating.sentence}.
 *
 * @param modelName the encoder: a folder or a name
 * @param linear what all linear gates share
 * @param engine where the encoder and the linear layer run
 */
record SentenceSettings(String modelName, LinearGatingSettings linear, EngineSettings engine) {

  static SentenceSettings read(SectionReader section) {
    return new SentenceSettings(
        section.text("model-name"),
        LinearGatingSettings.read(section),
        EngineSettings.read(section, "engine"));
  }

  static SectionReader reader(Config config) {
    return new SectionReader(config, "gatehouse.gating." + SentenceEmbedGatingModel.NAME);
  }
}

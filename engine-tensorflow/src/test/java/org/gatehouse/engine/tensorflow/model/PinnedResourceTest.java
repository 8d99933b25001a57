package org.gatehouse.engine.tensorflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.gatehouse.engine.tensorflow.EngineException;
import org.junit.jupiter.api.Test;

class PinnedResourceTest {

  private static final String CONFIG_SHA256 =
      "55b0244d6c94d54211f71195ba31f09540291f796455d7fbd87f201fc6a206ac";

  @Test
  void theRightContentsAreRead() throws IOException {
    try (InputStream in = resource("bert/config.json", CONFIG_SHA256).open()) {
      assertThat(in.readAllBytes()).hasSize(576);
    }
  }

  @Test
  void otherContentsAreRefusedWithBothHashes() {
    String other = "0".repeat(64);
    assertThatThrownBy(() -> resource("bert/config.json", other).open())
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "bert/config.json on the class path is not the one of org.example:model: its SHA-256 is %s and should be %s.",
            CONFIG_SHA256, other);
  }

  @Test
  void aMissingResourceNamesTheArtifact() {
    assertThatThrownBy(() -> resource("nothing.onnx", CONFIG_SHA256).open())
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "nothing.onnx is not on the class path; the artifact org.example:model brings it.");
  }

  private static PinnedResource resource(String name, String sha256) {
    return new PinnedResource(name, "org.example:model", sha256);
  }
}

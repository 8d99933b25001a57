package org.gatehouse.engine.tensorflow.tokenizer;

import java.util.Map;

/** Settings of the tokenizers' library that must be there before it is first used. */
final class TokenizerLibrary {

  private static final Map<String, String> DEFAULTS =
      Map.of("ai.djl.offline", "true", "OPT_OUT_TRACKING", "true", "RUST_FLAVOR", "cpu");

  private TokenizerLibrary() {}

  /**
   * Keeps the library off the network and on its CPU build, unless the user has set otherwise as a
   * system property or in the environment.
   */
  static void prepare() {
    DEFAULTS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null && System.getenv(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}

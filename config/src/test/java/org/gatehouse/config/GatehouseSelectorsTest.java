package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.ProviderKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Selectors beside the configured one, by their names. */
class GatehouseSelectorsTest {

  private static final String RATED =
      PluginJars.pickerSource("com.rated", "rated")
          .replace(
              "return (scores",
              "if (config.getInt(\"rated.rate\") != 7) { throw new IllegalStateException(\"not 7\"); }\n"
                  + "return (scores");

  @TempDir Path folder;

  private Gatehouse open(GatehouseConfig.Loader loader) {
    return Gatehouse.open(
        loader.set("gatehouse.engine.cache-dir=" + folder.resolve(".cache")).load(),
        HostContext.standalone());
  }

  @Test
  void theConfiguredOneIsNotMadeAgainAndOthersAreMadeOnce() {
    try (Gatehouse gatehouse = open(Loaders.fake())) {
      assertThat(gatehouse.selector("top-k")).isSameAs(gatehouse.selector());
      assertThat(gatehouse.selector("uniform"))
          .isNotSameAs(gatehouse.selector())
          .isSameAs(gatehouse.selector("uniform"));
      assertThat(gatehouse.selectorNames())
          .contains("epsilon-greedy", "softmax", "top-k", "uniform", "failing");
    }
  }

  @Test
  void anUnknownNameFailsWithWhoIsInstalled() {
    try (Gatehouse gatehouse = open(Loaders.fake())) {
      assertThatThrownBy(() -> gatehouse.selector("unifrom"))
          .isInstanceOf(GatehouseException.class)
          .hasMessageContaining("no selector named unifrom is installed; installed: ")
          .hasMessageContaining("did you mean uniform?");
    }
  }

  @Test
  void oneThatCannotBeMadeFailsEachTimeAndDisturbsNobody() {
    try (Gatehouse gatehouse = open(Loaders.fake())) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> gatehouse.selector("failing"))
            .isInstanceOf(GatehouseException.class)
            .hasMessageContaining("no selector today");
      }
      assertThat(gatehouse.selector("softmax")).isNotNull();
    }
  }

  @Test
  void thatOfAPluginHasItsOwnKeysAndWhatTheUserSaysAboutThem() {
    PluginJars.plugin("rated")
        .source(RATED)
        .service(ProviderKind.SELECTOR, "com.rated.Picker")
        .entry("reference.conf", "gatehouse.selection.rated { rate = 7 }\n")
        .write(folder);
    try (Gatehouse gatehouse = open(Loaders.fake().set("gatehouse.plugins.path=" + folder))) {
      assertThat(gatehouse.selector("rated")).isNotNull();
    }
    try (Gatehouse gatehouse =
        open(
            Loaders.fake()
                .set("gatehouse.plugins.path=" + folder)
                .set("gatehouse.selection.rated.rate=8"))) {
      assertThatThrownBy(() -> gatehouse.selector("rated"))
          .isInstanceOf(GatehouseException.class)
          .hasMessageContaining("not 7");
    }
  }
}

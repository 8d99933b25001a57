package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.nio.file.Path;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.ProviderKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what is selected brings its defaults along. */
class PluginReferencesTest {

  @TempDir Path folder;

  private GatehouseConfig.Loader loader(String selector) {
    return Loaders.fake()
        .set("gatehouse.plugins.path=" + folder)
        .set("gatehouse.engine.cache-dir=" + folder.resolve(".cache"))
        .set("gatehouse.selection.selector=" + selector);
  }

  private static PluginJars picker(String jar, String name, String reference) {
    return PluginJars.plugin(jar)
        .source(PluginJars.pickerSource("com." + jar, name))
        .service(ProviderKind.SELECTOR, "com." + jar + ".Picker")
        .entry("reference.conf", "gatehouse.selection." + name + " { " + reference + " }\n");
  }

  @Test
  void aBrokenNamesakeGivesNoDefaults() {
    picker("aa", "same", "rate = 999, other { x = 1 }")
        .attribute("Gatehouse-Api-Version", "[7,8)")
        .write(folder);
    picker("zz", "same", "rate = 1").write(folder);
    Config root = loader("same").load().root();
    assertThat(root.getInt("gatehouse.selection.same.rate")).isEqualTo(1);
    assertThat(root.hasPath("gatehouse.selection.same.other")).isFalse();
  }

  @Test
  void twoThatCannotBePutTogetherDisturbNobody() {
    picker("one", "one", "x = [1] ${?gatehouse.selection.two.x}").write(folder);
    picker("two", "two", "x { a = 1 }").write(folder);
    picker("good", "good", "x = 1").write(folder);
    assertThat(loader("good").load().selectorName()).isEqualTo("good");
  }

  @Test
  void theKeysOfOthersAreKnownAllTheSame() {
    picker("one", "one", "rate = ${gatehouse.gating.num-uids}").write(folder);
    picker("good", "good", "x = 1").write(folder);
    loader("good").text("gatehouse.selection.one.rate = 3").load();
    ConfigurationException failure =
        Loaders.failure(loader("good").text("gatehouse.selection.one.rat = 3"));
    assertThat(failure.problems().get(0).message())
        .contains("did you mean gatehouse.selection.one.rate?");
  }

  @Test
  void whatCannotBeResolvedIsAProblemOfTheConfiguration() {
    for (String text :
        new String[] {
          "gatehouse.engine.cache-dir = ${nope}",
          "gatehouse.plugins.path = [${nope}]",
          "gatehouse.plugins.start-timeout = ${nope}",
          "gatehouse.plugins = ${nope} {}"
        }) {
      ConfigurationException failure = Loaders.failure(Loaders.fake().text(text));
      assertThat(failure).as(text).isNotNull();
      assertThat(failure.getMessage()).contains("cannot be resolved: ");
    }
  }
}

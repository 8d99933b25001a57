package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.gatehouse.config.plugin.PluginJars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginClassesTest {

  private static final String UNNAMED =
      PluginJars.pickerSource("com.acme", "x").replace("@ProviderName(\"x\")", "");

  @TempDir Path folder;

  private static byte[] unnamed() {
    return PluginJars.library("x").source(UNNAMED).classes().get("com/acme/Picker.class");
  }

  @Test
  void theNewestVersionForThisJavaIsTheOneThatCounts() {
    PluginJars jar =
        PluginJars.picker("picker")
            .attribute("Multi-Release", "true")
            .entry("META-INF/versions/9/com/acme/Picker.class", "not the newest")
            .entry("META-INF/versions/17/com/acme/Picker.class", unnamed())
            .entry("META-INF/versions/999/com/acme/Picker.class", "too new");

    assertThat(new Scans(folder).problems(jar))
        .singleElement()
        .asString()
        .startsWith(
            "picker.jar!/META-INF/versions/17/com/acme/Picker.class: expected @ProviderName");
  }

  @Test
  void versionsOfAJarThatIsNotMultiReleaseAreNeverLoaded() {
    assertThat(
            new Scans(folder)
                .problems(
                    PluginJars.picker("picker")
                        .entry("META-INF/versions/17/com/acme/Picker.class", unnamed())))
        .isEmpty();
  }

  @Test
  void thePluginsOwnJarComesBeforeTheOthers() {
    assertThat(
            new Scans(folder)
                .problemsOfFolder(
                    PluginJars.library("a").source(UNNAMED), PluginJars.picker("picker")))
        .isEmpty();
  }

  @Test
  void aClassInAWrongFolderIsNotThatClass() {
    assertThat(
            new Scans(folder)
                .problems(
                    PluginJars.picker("picker")
                        .withoutClass("com.acme.Picker")
                        .entry("BOOT-INF/classes/com/acme/Picker.class", unnamed())))
        .singleElement()
        .asString()
        .contains("expected the class com.acme.Picker in the plugin's jars, found none");
  }
}

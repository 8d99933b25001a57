package org.gatehouse.config.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.config.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReferenceTest {

  @TempDir Path folder;

  @Test
  void rendersEachSectionAsATableWithDefaultsAndComments() {
    Config reference =
        ConfigFactory.parseString(
            """
            gatehouse {
              # Comments of sections are for readers of the file.
              b {
                # The size, in
                # bytes; 1 | 2.
                size = 3
                # Nothing by default.
                path = null
                # Taken over.
                other = ${gatehouse.b.size}
                # Words.
                text = "two words"
                name = sentence
                list = [a, 1]
                nothing = {}
                deep.er { x = -0.5 }
              }
              a.flag = true
            }
            """);
    Golden.assertGolden("reference.md", ConfigReference.markdown(reference));
  }

  @Test
  void theTextDoesNotDependOnTheOrderOfTheFiles() {
    Config one = ConfigFactory.parseString("gatehouse.a { x = 1, z = 2 }");
    Config other = ConfigFactory.parseString("gatehouse.a { y = 1 }, gatehouse.b.x = 1");
    assertThat(ConfigReference.markdown(one.withFallback(other)))
        .isEqualTo(ConfigReference.markdown(other.withFallback(one)))
        .contains("| `x` | `1` |  |\n| `y`");
  }

  @Test
  void everyKeyOfThisModuleAndTheApiIsDocumented() {
    String page = ConfigReference.markdown(ReferenceConfs.of(getClass().getClassLoader()));
    assertThat(page)
        .contains("| `num-uids` | `4096` | The size of the uid space, at least 1; or auto:")
        .contains("| `seed` | `${gatehouse.gating.seed}` | Seed of the selector's draws. |")
        .contains("| `cache-dir` | none | Folder of what can be made again, such as exported");
    assertThat(page).doesNotContain("|  |");
  }

  @Test
  void onlyTheGatehouseObjectsCount() throws IOException {
    Files.writeString(
        folder.resolve("reference.conf"), "akka.x = 1, gatehouse.extra.y = ${akka.x}");
    try (URLClassLoader loader = loader()) {
      ConfigObject root = ReferenceConfs.of(loader).root();
      assertThat(root.keySet()).containsExactly("gatehouse");
      assertThat(((ConfigObject) root.get("gatehouse")).keySet()).contains("extra", "gating");
    }
  }

  @Test
  void aBrokenFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("reference.conf"), "gatehouse {");
    try (URLClassLoader loader = loader()) {
      assertThatThrownBy(() -> ReferenceConfs.of(loader))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("broken: " + file + ": 1: expecting a close");
    }
  }

  private URLClassLoader loader() throws IOException {
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }
}

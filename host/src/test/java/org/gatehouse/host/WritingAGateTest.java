package org.gatehouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.config.plugin.SharedPackages;
import org.junit.jupiter.api.Test;

/**
 * The page {@code docs/writing-a-gate.md}: a block that names a file, as in {@code ```java
 * src/main/java/X.java}, is that file of the example, whole.
 */
final class WritingAGateTest {

  private static final Path PAGE = Path.of("..", "docs", "writing-a-gate.md");
  private static final Path EXAMPLE = Path.of("..", "examples", "gating-hashing");
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```\\w+ (?<file>\\S+)\\n(?<text>.*?)^```$");

  @Test
  void itsBlocksAreTheFilesOfTheExample() throws IOException {
    String page = Files.readString(PAGE);
    if (Boolean.getBoolean("golden.update")) {
      page = withFiles(page);
      Files.writeString(PAGE, page);
    }
    Map<String, String> blocks = new TreeMap<>();
    for (Matcher block = BLOCK.matcher(page); block.find(); ) {
      blocks.put(block.group("file"), block.group("text"));
    }
    assertThat(blocks.keySet()).containsAll(filesOfTheBuild());
    blocks.forEach(
        (file, text) ->
            assertThat(EXAMPLE.resolve(file))
                .as("write the page anew with -Dtest=WritingAGateTest -Dgolden.update=true")
                .hasContent(text));
  }

  /** Everything but the tests, of which the page may leave some out. */
  private static List<String> filesOfTheBuild() throws IOException {
    List<String> files = new ArrayList<>(List.of("pom.xml"));
    try (Stream<Path> all = Files.walk(EXAMPLE.resolve("src/main"))) {
      all.filter(Files::isRegularFile)
          .map(file -> EXAMPLE.relativize(file).toString().replace('\\', '/'))
          .forEach(files::add);
    }
    return files;
  }

  private static String withFiles(String page) throws IOException {
    StringBuilder written = new StringBuilder();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      String begin = block.group().lines().findFirst().orElseThrow();
      String file = Files.readString(EXAMPLE.resolve(block.group("file")));
      block.appendReplacement(written, Matcher.quoteReplacement(begin + "\n" + file + "```"));
    }
    return block.appendTail(written).toString();
  }

  @Test
  void itListsTheSharedPackages() {
    Set<String> everything = SharedPackages.requirements();
    assertThat(PAGE)
        .content()
        .contains(
            SharedPackages.of(everything).prefixes().stream()
                .map(prefix -> "- `" + prefix + "`\n")
                .toList());
  }
}

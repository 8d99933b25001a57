package org.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text for people with the files in {@code golden/}. */
public final class Golden {

  private Golden() {}

  /** Fails unless the text is that of the file, up to white space at the ends. */
  public static void assertGolden(String name, String actual) {
    if (Boolean.getBoolean("golden.update")) {
      write(name, actual);
      return;
    }
    try (InputStream golden = Golden.class.getResourceAsStream("/golden/" + name)) {
      assertThat(golden).as("golden/%s, for%n%s", name, actual).isNotNull();
      String expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(actual.strip()).isEqualTo(expected.strip());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(String name, String text) {
    try {
      Path file = Path.of("src/test/resources/golden", name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.strip() + "\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

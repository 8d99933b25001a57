package org.gatehouse.metagraph.adapters.subtensor.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the chain in {@code src/test/resources/subtensor}, by a name without its suffix, such
 * as {@code given/neurons_lite_era2026_n3}.
 */
public final class Fixtures {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Fixtures() {}

  /** Returns the hexadecimal text of an answer. */
  public static String hex(String name) {
    return text(name + ".hex").strip();
  }

  /** Returns the bytes of an answer. */
  public static byte[] bytes(String name) {
    return HexText.decode(hex(name));
  }

  /** Returns the values of an answer, or any other JSON. */
  public static JsonNode json(String name) {
    return parse(text(name + ".json"));
  }

  /** Returns JSON text as a tree. */
  public static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of the answers in a folder whose file names begin with a text, sorted. */
  public static List<String> names(String folder, String beginning) {
    try (Stream<Path> files = Files.list(Path.of(url(folder).toURI()))) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.startsWith(beginning) && file.contains(".hex"))
              .map(file -> folder + "/" + file.substring(0, file.indexOf(".hex")))
              .sorted()
              .toList();
      if (names.isEmpty()) {
        throw new IllegalArgumentException("no answers " + beginning + " in " + folder);
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URL url(String path) {
    URL url = find(path);
    if (url == null) {
      throw new IllegalArgumentException("no fixture " + path);
    }
    return url;
  }

  private static @Nullable URL find(String path) {
    return Fixtures.class.getResource("/subtensor/" + path);
  }

  private static String text(String path) {
    URL packed = find(path + ".gz");
    try (InputStream in =
        packed == null ? url(path).openStream() : new GZIPInputStream(packed.openStream())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.gatehouse.formats.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.formats.FormatException;

/** Reads the JSON of a header; says nothing yet about the bytes that the tensors claim. */
final class HeaderParser {
  /** Names are a file's own: they are neither interned nor kept for the next file. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(SafetensorsHeader.MAX_BYTES)
                  .maxStringLength(SafetensorsHeader.MAX_BYTES)
                  .build())
          .build();

  private final String origin;

  HeaderParser(String origin) {
    this.origin = origin;
  }

  /** Returns the header with its tensors in the order of the JSON. */
  SafetensorsHeader parse(ByteBuffer json) {
    if (!json.hasRemaining() || json.get(json.position()) != '{') {
      throw new FormatException(
          origin,
          "header at byte %d: expected '{', found %s"
              .formatted(
                  SafetensorsHeader.LENGTH_BYTES,
                  json.hasRemaining() ? hex(json.get(json.position())) : "an empty header"));
    }
    String text = decode(json);
    try (JsonParser parser = JSON.createParser(text)) {
      return readObject(parser);
    } catch (JsonProcessingException e) {
      throw new FormatException(
          origin,
          "header near byte %d: %s".formatted(bytePosition(text, e), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(origin, e);
    }
  }

  private String decode(ByteBuffer json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(json).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(
          origin,
          "header at byte %d: expected UTF-8, found %s"
              .formatted(
                  SafetensorsHeader.LENGTH_BYTES + json.position(), hex(json.get(json.position()))),
          e);
    }
  }

  private SafetensorsHeader readObject(JsonParser parser) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    List<TensorSpan> spans = new ArrayList<>();
    parser.nextToken();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals(SafetensorsHeader.METADATA_KEY)) {
        readMetadata(parser, metadata);
      } else {
        spans.add(new TensorEntryParser(parser, name).read());
      }
    }
    if (parser.nextToken() != null) {
      throw new JsonParseException(
          parser, "expected only spaces after the JSON object, found " + parser.getText());
    }
    return new SafetensorsHeader(Collections.unmodifiableMap(metadata), spans);
  }

  private static void readMetadata(JsonParser parser, Map<String, String> metadata)
      throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      throw new JsonParseException(
          parser, "__metadata__: expected an object, found " + parser.getText());
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        throw new JsonParseException(
            parser, "__metadata__ '" + key + "': expected a string, found " + parser.getText());
      }
      metadata.put(key, parser.getText());
    }
  }

  /** Counts bytes, not characters, up to where the parser stood. */
  private static long bytePosition(String text, JsonProcessingException e) {
    long characters = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
    int end = (int) Math.max(0, Math.min(characters, text.length()));
    return (long) SafetensorsHeader.LENGTH_BYTES
        + text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hex(byte value) {
    return "0x%02x".formatted(value);
  }
}

package org.gatehouse.formats.safetensors;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.gatehouse.formats.FormatException;

/**
 * The checked header of one file: its tensors cover the data exactly, without overlap or hole.
 *
 * @param metadata the string map of the file, empty if it has none
 * @param spans the tensors in the order of their bytes
 */
record SafetensorsHeader(Map<String, String> metadata, List<TensorSpan> spans) {

  /** The bytes before the header, which hold its length. */
  static final int LENGTH_BYTES = Long.BYTES;

  /** The longest header that readers accept, a limit that the reference implementation sets too. */
  static final int MAX_BYTES = 100_000_000;

  /** The key of the string map among the tensor names. */
  static final String METADATA_KEY = "__metadata__";

  /** Checks the claimed header length against the limit and against what is there. */
  static int checkLength(String origin, long claimed, long fileSize) {
    if (claimed < 0 || claimed > MAX_BYTES) {
      throw new FormatException(
          origin,
          "header length at byte 0: expected at most %d, found %s"
              .formatted(MAX_BYTES, Long.toUnsignedString(claimed)));
    }
    if (claimed > fileSize - LENGTH_BYTES) {
      throw new FormatException(
          origin,
          "header length at byte 0: expected at most the %d bytes that follow it, found %d"
              .formatted(fileSize - LENGTH_BYTES, claimed));
    }
    return (int) claimed;
  }

  /** Parses the header and checks every tensor against the bytes that follow it. */
  static SafetensorsHeader parse(String origin, ByteBuffer json, long fileSize) {
    long dataStart = (long) LENGTH_BYTES + json.remaining();
    SafetensorsHeader header = new HeaderParser(origin).parse(json);
    List<TensorSpan> spans = new ArrayList<>(header.spans());
    spans.sort(Comparator.comparingLong(TensorSpan::begin).thenComparingLong(TensorSpan::end));
    new Coverage(origin, dataStart, fileSize).check(spans);
    return new SafetensorsHeader(header.metadata(), List.copyOf(spans));
  }
}

package org.gatehouse.formats.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Puts files together byte by byte, also such as no writer would write. */
final class RawFile {
  private RawFile() {}

  /** A file whose header has the given text and whose data are that many zeros. */
  static byte[] of(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return of(json.length, json, dataBytes);
  }

  /** A file that claims a header length of its own. */
  static byte[] of(long claimedLength, byte[] json, int dataBytes) {
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(claimedLength)
        .put(json)
        .array();
  }

  static SafetensorsFile open(byte[] file) throws IOException {
    return SafetensorsFile.open(new ByteArrayChannel(file), "m.safetensors");
  }
}

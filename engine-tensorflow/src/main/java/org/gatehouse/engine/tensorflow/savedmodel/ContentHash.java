package org.gatehouse.engine.tensorflow.savedmodel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.gatehouse.engine.tensorflow.transformer.EncoderGraph;

/** SHA-256 over all that determines what an encoder computes before it pools. */
final class ContentHash {

  private static final int FLOATS_AT_ONCE = 1 << 14;

  private final MessageDigest digest;

  ContentHash(EncoderGraph graph, byte[] tokenizer) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
    add("format " + EncoderManifest.FORMAT_VERSION + " " + graph);
    add("tokenizer " + tokenizer.length);
    digest.update(tokenizer);
  }

  /** Adds a weight; the order matters. */
  void add(String name, float[] values) {
    add("tensor " + name + " " + values.length);
    ByteBuffer bytes =
        ByteBuffer.allocate(FLOATS_AT_ONCE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += FLOATS_AT_ONCE) {
      int count = Math.min(FLOATS_AT_ONCE, values.length - start);
      bytes.clear().asFloatBuffer().put(values, start, count);
      digest.update(bytes.limit(count * Float.BYTES));
    }
  }

  private void add(String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The hash; nothing can be added afterwards. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}

package org.gatehouse.engine.tensorflow.savedmodel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.gatehouse.engine.tensorflow.digest.HashFunction;
import org.gatehouse.engine.tensorflow.transformer.EncoderGraph;
import org.gatehouse.engine.tensorflow.transformer.Parameter;

/** SHA-256 over all that determines what an encoder computes before it pools. */
final class ContentHash {

  /**
   * Apart from the version of the folder: what is learned on an encoder outlives a faster graph.
   */
  private static final int VERSION = 2;

  private final MessageDigest digest;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  ContentHash(EncoderGraph graph, int maxTokens, byte[] tokenizer) {
    digest = HashFunction.SHA_256.begin();
    add("format %d %s %d".formatted(VERSION, graph, maxTokens));
    add("tokenizer " + tokenizer.length);
    digest.update(tokenizer);
  }

  /** Begins with a weight; its values follow. The order of the weights matters. */
  void begin(Parameter parameter) {
    add("tensor " + parameter.name() + " " + parameter.shape());
  }

  /** Adds the next values of the weight. */
  void add(FloatBuffer values) {
    FloatBuffer rest = values.duplicate();
    while (rest.hasRemaining()) {
      int count = Math.min(rest.remaining(), bytes.capacity() / Float.BYTES);
      bytes.clear().asFloatBuffer().put(rest.slice(rest.position(), count));
      digest.update(bytes.limit(count * Float.BYTES));
      rest.position(rest.position() + count);
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

package org.gatehouse.metagraph.adapters.subtensor.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes what a node sends. */
final class Replies {

  private static final int FINAL_TEXT = 0x81;

  private Replies() {}

  static String result(JsonNode id, JsonNode result) {
    ObjectNode message = message();
    message.set("id", id);
    message.set("result", result);
    return message.toString();
  }

  static String error(JsonNode id, NodeError error) {
    ObjectNode message = message();
    message.set("id", id);
    message.putObject("error").put("code", error.code()).put("message", error.getMessage());
    return message.toString();
  }

  static String notification(String method, String subscription, JsonNode result) {
    ObjectNode message = message();
    message.put("method", method);
    message.putObject("params").put("subscription", subscription).set("result", result);
    return message.toString();
  }

  /** Returns the first half of a frame. */
  static ByteBuffer brokenFrame(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(10 + bytes.length / 2).put((byte) FINAL_TEXT);
    if (bytes.length < 126) {
      frame.put((byte) bytes.length);
    } else if (bytes.length < 1 << 16) {
      frame.put((byte) 126).putShort((short) bytes.length);
    } else {
      frame.put((byte) 127).putLong(bytes.length);
    }
    return frame.put(bytes, 0, bytes.length / 2).flip();
  }

  private static ObjectNode message() {
    return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
  }
}

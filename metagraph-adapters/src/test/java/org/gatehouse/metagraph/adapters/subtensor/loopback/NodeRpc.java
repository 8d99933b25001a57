package org.gatehouse.metagraph.adapters.subtensor.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.metagraph.adapters.subtensor.scale.HexText;
import org.gatehouse.metagraph.adapters.subtensor.scale.ScaleException;
import org.jspecify.annotations.Nullable;

/** The methods that a node has, but for subscriptions. */
final class NodeRpc {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final LoopbackChain chain;
  private final Set<String> off = ConcurrentHashMap.newKeySet();

  NodeRpc(LoopbackChain chain) {
    this.chain = chain;
  }

  /** Takes a method, or a function of the runtime, away. */
  void turnOff(String name) {
    off.add(name);
  }

  void turnOn(String name) {
    off.remove(name);
  }

  boolean isOff(String name) {
    return off.contains(name);
  }

  JsonNode call(String method, JsonNode params) {
    if (isOff(method)) {
      throw NodeError.noMethod();
    }
    return switch (method) {
      case "chain_getFinalizedHead" -> JSON.textNode(chain.finalizedHead().hash());
      case "chain_getHead" -> JSON.textNode(chain.best().hash());
      case "chain_getBlockHash" -> blockHash(params.path(0));
      case "chain_getHeader" -> headerAt(params.path(0));
      case "state_getRuntimeVersion" -> version(stateAt(params.path(0)));
      case "system_chain" -> JSON.textNode("Loopback");
      case "system_name" -> JSON.textNode("Loopback node");
      case "system_properties" ->
          JSON.objectNode().put("ss58Format", 42).put("tokenDecimals", 9).put("tokenSymbol", "TAO");
      case "state_call" ->
          JSON.textNode(
              HexText.encode(
                  runtime(stateAt(params.path(2)), text(params.path(0)), bytes(params.path(1)))));
      case "state_getStorage", "state_getStorageAt" ->
          storage(stateAt(params.path(1)), text(params.path(0)));
      default -> custom(method, params);
    };
  }

  /** Answers a method of the node's own: numbers, the bytes of what the runtime answers. */
  private JsonNode custom(String method, JsonNode params) {
    ScaleWriter in = new ScaleWriter().fixed(params.path(0).asInt(), 2);
    int next = 1;
    if (method.endsWith("echagraph")) {
      in.fixed(params.path(next++).asInt(), 1);
    }
    if (method.contains("Selective")) {
      JsonNode fields = params.path(next++);
      in.compact(fields.size());
      fields.forEach(field -> in.fixed(field.asInt(), 2));
    }
    String function = functionBehind(method);
    if (function == null) {
      throw NodeError.noMethod();
    }
    byte[] bytes;
    try {
      bytes = runtime(stateAt(params.path(next)), function, in.toBytes());
    } catch (NodeError e) {
      throw NodeError.custom(e.getMessage());
    }
    ArrayNode numbers = JSON.arrayNode(bytes.length);
    for (int i = unwrapped(method, bytes); i < bytes.length; i++) {
      numbers.add(bytes[i] & 0xFF);
    }
    return numbers;
  }

  private static @Nullable String functionBehind(String method) {
    return switch (method) {
      case "neuronInfo_getNeuronsLite" -> "NeuronInfoRuntimeApi_get_neurons_lite";
      case "subnetInfo_getMetagraph" -> "SubnetInfoRuntimeApi_get_metagraph";
      case "subnetInfo_getMechagraph" -> "SubnetInfoRuntimeApi_get_mechagraph";
      case "subnetInfo_getSelectiveMetagraph" -> "SubnetInfoRuntimeApi_get_selective_metagraph";
      case "subnetInfo_getSelectiveMechagraph" -> "SubnetInfoRuntimeApi_get_selective_mechagraph";
      case "subnetInfo_getSubnetState" -> "SubnetInfoRuntimeApi_get_subnet_state";
      default -> null;
    };
  }

  /** Returns where the answer begins: the custom method never wraps it. */
  private static int unwrapped(String method, byte[] bytes) {
    if (!method.equals("neuronInfo_getNeuronsLite")) {
      return 0;
    }
    Arguments in = new Arguments(bytes);
    int length = in.compact();
    return length > 0 && length == in.left() ? bytes.length - length : 0;
  }

  private byte[] runtime(LoopbackBlock block, String function, byte[] arguments) {
    byte[] bytes = isOff(function) ? null : block.answers().call(block, function, arguments);
    if (bytes == null) {
      throw NodeError.notExported(function);
    }
    return bytes;
  }

  private static JsonNode storage(LoopbackBlock block, String key) {
    byte[] value = block.answers().storage(block, key);
    return value == null ? NullNode.getInstance() : JSON.textNode(HexText.encode(value));
  }

  private JsonNode blockHash(JsonNode number) {
    if (number.isMissingNode() || number.isNull()) {
      return JSON.textNode(chain.best().hash());
    }
    if (!number.canConvertToLong()) {
      throw NodeError.badParams("expected a block number");
    }
    LoopbackBlock block = chain.at(number.longValue());
    return block == null ? NullNode.getInstance() : TextNode.valueOf(block.hash());
  }

  private JsonNode headerAt(JsonNode hash) {
    LoopbackBlock block =
        hash.isMissingNode() || hash.isNull() ? chain.best() : chain.withHash(text(hash));
    return block == null ? NullNode.getInstance() : header(block);
  }

  static JsonNode header(LoopbackBlock block) {
    ObjectNode header = JSON.objectNode();
    header.put("parentHash", block.parentHash());
    header.put("number", "0x" + Long.toHexString(block.number()));
    header.put("stateRoot", block.hash());
    header.put("extrinsicsRoot", block.hash());
    header.putObject("digest").putArray("logs").add("0x00");
    return header;
  }

  private static JsonNode version(LoopbackBlock block) {
    ObjectNode version = JSON.objectNode();
    version.put("specName", "node-subtensor");
    version.put("implName", "node-subtensor");
    version.put("specVersion", block.specVersion());
    version.put("implVersion", 1);
    version.putArray("apis").addArray().add("0xdf6acb689907609b").add(5);
    return version;
  }

  private LoopbackBlock stateAt(JsonNode hash) {
    return chain.state(hash.isMissingNode() || hash.isNull() ? chain.best().hash() : text(hash));
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw NodeError.badParams("expected text, found " + value);
    }
    return value.textValue();
  }

  private static byte[] bytes(JsonNode value) {
    String text = text(value);
    try {
      return HexText.decode(text.startsWith("0x") ? text : "0x" + text);
    } catch (ScaleException e) {
      throw NodeError.badParams(e.getMessage());
    }
  }
}

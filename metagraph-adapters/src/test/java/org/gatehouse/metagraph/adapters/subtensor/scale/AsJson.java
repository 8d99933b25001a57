package org.gatehouse.metagraph.adapters.subtensor.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Decoded values in the form of the fixtures: integers above 32 bits are text. */
final class AsJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AsJson() {}

  static JsonNode field(MetagraphField field, Object value) {
    return field == MetagraphField.MOVING_PRICE
        ? NODES.objectNode().put("bits", value.toString())
        : value(value);
  }

  static JsonNode value(Object value) {
    if (value instanceof Integer number) {
      return NODES.numberNode(number);
    } else if (value instanceof Long number) {
      return u64(number);
    } else if (value instanceof BigInteger || value instanceof AccountId) {
      return NODES.textNode(value.toString());
    } else if (value instanceof Boolean bool) {
      return NODES.booleanNode(bool);
    } else if (value instanceof String text) {
      return NODES.textNode(text);
    } else if (value instanceof Optional<?> optional) {
      return optional.map(AsJson::value).orElse(NODES.nullNode());
    } else if (value instanceof Identity identity) {
      ObjectNode texts = NODES.objectNode();
      identity.texts().forEach(texts::put);
      return texts;
    } else if (value instanceof AxonInfo axon) {
      return axon(axon);
    } else if (value instanceof AccountAmount amount) {
      return NODES.arrayNode().add(amount.account().ss58()).add(u64(amount.rao()));
    } else if (value instanceof Commitment commitment) {
      return NODES.arrayNode().add(commitment.account().ss58()).add(commitment.hex());
    }
    return array(value);
  }

  private static ArrayNode array(Object value) {
    ArrayNode array = NODES.arrayNode();
    if (value instanceof int[] ints) {
      for (int each : ints) {
        array.add(each);
      }
    } else if (value instanceof long[] longs) {
      for (long each : longs) {
        array.add(u64(each));
      }
    } else if (value instanceof boolean[] booleans) {
      for (boolean each : booleans) {
        array.add(each);
      }
    } else {
      ((List<?>) value).forEach(each -> array.add(value(each)));
    }
    return array;
  }

  static JsonNode u64(long value) {
    return NODES.textNode(Long.toUnsignedString(value));
  }

  /** A number as the parser gives it: the smaller class that holds it. */
  private static JsonNode u32(long value) {
    return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
  }

  static ObjectNode axon(AxonInfo axon) {
    ObjectNode node = endpoint(axon.block(), axon.version(), axon.ip(), axon.port(), axon.ipType());
    return node.put("protocol", axon.protocol())
        .put("placeholder1", axon.placeholder1())
        .put("placeholder2", axon.placeholder2());
  }

  static ObjectNode prometheus(PrometheusInfo info) {
    return endpoint(info.block(), info.version(), info.ip(), info.port(), info.ipType());
  }

  private static ObjectNode endpoint(long block, long version, IpNumber ip, int port, int type) {
    ObjectNode node = NODES.objectNode();
    node.set("block", u64(block));
    node.set("version", u32(version));
    return node.put("ip", ip.number().toString()).put("port", port).put("ip_type", type);
  }

  static ObjectNode neuron(NeuronLite neuron) {
    ObjectNode node = NODES.objectNode();
    node.put("uid", neuron.uid()).put("netuid", neuron.netuid());
    node.put("hotkey", neuron.hotkey().ss58()).put("coldkey", neuron.coldkey().ss58());
    node.put("active", neuron.active());
    node.set("axon_info", axon(neuron.axonInfo()));
    node.set("prometheus_info", prometheus(neuron.prometheusInfo()));
    node.set("stake", value(neuron.stake()));
    node.put("rank", neuron.rank());
    node.set("emission", u64(neuron.emission()));
    node.put("incentive", neuron.incentive()).put("consensus", neuron.consensus());
    node.put("trust", neuron.trust()).put("validator_trust", neuron.validatorTrust());
    node.put("dividends", neuron.dividends());
    node.set("last_update", u64(neuron.lastUpdate()));
    node.put("validator_permit", neuron.validatorPermit());
    return node.put("pruning_score", neuron.pruningScore());
  }
}

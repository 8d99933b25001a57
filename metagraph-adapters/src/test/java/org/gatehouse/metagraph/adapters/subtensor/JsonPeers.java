package org.gatehouse.metagraph.adapters.subtensor;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/** The peers that the JSON beside an answer tells. */
final class JsonPeers {

  private JsonPeers() {}

  /** Returns the peers of a list of neurons, each with the sum of its stakers. */
  static List<Neuron> ofNeurons(JsonNode answer) {
    return all(answer.get("neurons")).map(neuron -> peer(neuron, sum(neuron))).toList();
  }

  /** Returns the peers of a list of neurons, with the stake that the columns of an answer tell. */
  static List<Neuron> ofNeurons(JsonNode answer, JsonNode columns) {
    return all(answer.get("neurons"))
        .map(neuron -> peer(neuron, big(columns.at("/total_stake/" + neuron.get("uid").asInt()))))
        .toList();
  }

  private static BigInteger sum(JsonNode neuron) {
    if (neuron.has("stake_sum")) {
      return big(neuron.get("stake_sum"));
    }
    return all(neuron.get("stake"))
        .map(entry -> big(entry.get(1)))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static Neuron peer(JsonNode neuron, BigInteger stake) {
    return Neuron.builder(neuron.get("uid").intValue(), neuron.get("hotkey").textValue())
        .coldkey(neuron.get("coldkey").textValue())
        .stakeRao(stake)
        .active(neuron.get("active").booleanValue())
        .validatorPermit(neuron.get("validator_permit").booleanValue())
        .lastUpdate(u64(neuron.get("last_update")))
        .rank(neuron.get("rank").intValue())
        .trust(neuron.get("trust").intValue())
        .consensus(neuron.get("consensus").intValue())
        .validatorTrust(neuron.get("validator_trust").intValue())
        .incentive(neuron.get("incentive").intValue())
        .dividends(neuron.get("dividends").intValue())
        .emissionRao(u64(neuron.get("emission")))
        .axon(axon(neuron.get("axon_info")))
        .build();
  }

  /** Returns the peers of an answer's columns, of which those of gone scores are empty. */
  static List<Neuron> ofColumns(JsonNode columns) {
    return IntStream.range(0, columns.get("hotkeys").size())
        .mapToObj(uid -> peer(columns, uid))
        .toList();
  }

  private static Neuron peer(JsonNode columns, int uid) {
    return Neuron.builder(uid, columns.get("hotkeys").get(uid).textValue())
        .coldkey(columns.get("coldkeys").get(uid).textValue())
        .stakeRao(big(columns.get("total_stake").get(uid)))
        .active(columns.get("active").get(uid).booleanValue())
        .validatorPermit(columns.get("validator_permit").get(uid).booleanValue())
        .lastUpdate(u64(columns.get("last_update").get(uid)))
        .rank(unlessGone(columns.get("rank"), uid))
        .trust(unlessGone(columns.get("trust"), uid))
        .consensus(columns.get("consensus").get(uid).intValue())
        .incentive(columns.get("incentives").get(uid).intValue())
        .dividends(columns.get("dividends").get(uid).intValue())
        .emissionRao(u64(columns.get("emission").get(uid)))
        .axon(axon(columns.get("axons").get(uid)))
        .build();
  }

  private static @Nullable Integer unlessGone(JsonNode column, int uid) {
    return column.isEmpty() ? null : column.get(uid).intValue();
  }

  private static Axon axon(JsonNode axon) {
    return new Axon(
        address(big(axon.get("ip"))),
        axon.get("port").intValue(),
        axon.get("ip_type").intValue(),
        axon.get("protocol").intValue(),
        axon.get("version").longValue(),
        u64(axon.get("block")));
  }

  /** Every number of 33 bits or more is of type 6 in these answers, and none below is. */
  private static String address(BigInteger number) {
    byte[] bits = number.toByteArray();
    byte[] address = new byte[number.bitLength() > 32 ? 16 : 4];
    int length = Math.min(bits.length, address.length);
    System.arraycopy(bits, bits.length - length, address, address.length - length, length);
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError(Arrays.toString(address), e);
    }
  }

  private static BigInteger big(JsonNode text) {
    return new BigInteger(text.textValue());
  }

  private static long u64(JsonNode text) {
    return Long.parseUnsignedLong(text.textValue());
  }

  private static Stream<JsonNode> all(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}

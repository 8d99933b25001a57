package org.gatehouse.metagraph.adapters.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;

/** The plain values of the networks of which there are files in several shapes. */
final class Given {

  static final BigInteger U64_MAX = new BigInteger("18446744073709551615");

  private final List<JsonNode> neurons = new ArrayList<>();
  private final List<JsonNode> derived = new ArrayList<>();

  private Given(JsonNode root) {
    root.get("neurons").forEach(neurons::add);
    root.get("derived").forEach(derived::add);
  }

  static Given read(String name) {
    try {
      return new Given(new ObjectMapper().readTree(Recorded.path(name).toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The peers of the record: without the columns that are no more, with a stake of 64 bits. */
  List<Neuron> asInTheRecord() {
    return all(
        (neuron, uid) ->
            common(uid)
                .stakeRao(stake(uid).min(U64_MAX))
                .emissionRao(Long.parseUnsignedLong(neurons.get(uid).get("emission").asText()))
                .axon(axon(uid)));
  }

  /** The peers of the cache: without axons. */
  List<Neuron> asInTheCache() {
    return all(
        (neuron, uid) ->
            common(uid)
                .stakeRao(stake(uid))
                .emissionRao(Long.parseUnsignedLong(neuron.get("emission").asText()))
                .rank(neuron.get("rank").intValue())
                .trust(neuron.get("trust").intValue())
                .validatorTrust(neuron.get("validator_trust").intValue()));
  }

  private interface Columns {
    Neuron.Builder of(JsonNode neuron, int uid);
  }

  private List<Neuron> all(Columns columns) {
    List<Neuron> all = new ArrayList<>();
    for (int uid = 0; uid < neurons.size(); uid++) {
      all.add(columns.of(neurons.get(uid), uid).build());
    }
    return all;
  }

  private Neuron.Builder common(int uid) {
    JsonNode neuron = neurons.get(uid);
    return Neuron.builder(neuron.get("uid").intValue(), neuron.get("hotkey").asText())
        .coldkey(neuron.get("coldkey").asText())
        .active(neuron.get("active").booleanValue())
        .validatorPermit(neuron.get("validator_permit").booleanValue())
        .lastUpdate(Long.parseUnsignedLong(neuron.get("last_update").asText()))
        .consensus(neuron.get("consensus").intValue())
        .incentive(neuron.get("incentive").intValue())
        .dividends(neuron.get("dividends").intValue());
  }

  private BigInteger stake(int uid) {
    return new BigInteger(derived.get(uid).get("total_stake_rao").asText());
  }

  private Axon axon(int uid) {
    JsonNode axon = neurons.get(uid).get("axon_info");
    return new Axon(
        // Each group of an IPv6 address has all its zeros there.
        derived
            .get(uid)
            .get("ip")
            .asText()
            .replaceAll("(^|:)0{1,3}(?=[0-9a-f]+:|[0-9a-f]+$)", "$1"),
        axon.get("port").intValue(),
        axon.get("ip_type").intValue(),
        axon.get("protocol").intValue(),
        axon.get("version").longValue(),
        Long.parseUnsignedLong(axon.get("block").asText()));
  }
}

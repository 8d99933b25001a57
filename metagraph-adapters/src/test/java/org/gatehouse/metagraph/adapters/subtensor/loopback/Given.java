package org.gatehouse.metagraph.adapters.subtensor.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.scale.HexText;

/** Bytes that another encoder made, and what they mean. */
final class Given {

  private Given() {}

  static JsonNode json(String name) {
    try (InputStream in = Given.class.getResourceAsStream("/subtensor/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String name) {
    try (InputStream in = Given.class.getResourceAsStream("/subtensor/" + name)) {
      return HexText.decode(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the network in the columns of a selective answer. */
  static Metagraph metagraph(JsonNode columns) {
    List<Neuron> neurons = new ArrayList<>();
    for (int uid = 0; uid < columns.path("hotkeys").size(); uid++) {
      JsonNode axon = columns.path("axons").path(uid);
      neurons.add(
          Neuron.builder(uid, columns.path("hotkeys").path(uid).textValue())
              .coldkey(columns.path("coldkeys").path(uid).textValue())
              .stakeRao(new BigInteger(columns.path("total_stake").path(uid).textValue()))
              .active(columns.path("active").path(uid).booleanValue())
              .validatorPermit(columns.path("validator_permit").path(uid).booleanValue())
              .lastUpdate(u64(columns.path("last_update").path(uid)))
              .rank(columns.path("rank").path(uid).asInt())
              .trust(columns.path("trust").path(uid).asInt())
              .consensus(columns.path("consensus").path(uid).intValue())
              .incentive(columns.path("incentives").path(uid).intValue())
              .dividends(columns.path("dividends").path(uid).intValue())
              .emissionRao(u64(columns.path("emission").path(uid)))
              .axon(
                  new Axon(
                      ip(axon.path("ip").textValue()),
                      axon.path("port").intValue(),
                      axon.path("ip_type").intValue(),
                      axon.path("protocol").intValue(),
                      axon.path("version").longValue(),
                      u64(axon.path("block"))))
              .build());
    }
    long block = u64(columns.path("block"));
    return Metagraph.of(columns.path("netuid").intValue(), block, neurons);
  }

  private static long u64(JsonNode text) {
    return Long.parseUnsignedLong(text.textValue());
  }

  private static String ip(String number) {
    long ip = Long.parseLong(number);
    return (ip >> 24) + "." + (ip >> 16 & 255) + "." + (ip >> 8 & 255) + "." + (ip & 255);
  }
}

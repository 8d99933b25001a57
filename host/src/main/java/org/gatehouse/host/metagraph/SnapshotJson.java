package org.gatehouse.host.metagraph;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Writes a metagraph in the snapshot format, version 1.
 *
 * <p>Columns of 64 bits and more are decimal text, since many readers keep only 53 bits of a
 * number; unknown columns are left out.
 */
public final class SnapshotJson {

  private SnapshotJson() {}

  /** Returns one JSON object with one line for each peer. */
  public static String of(Metagraph metagraph) {
    return Json.table(json -> write(json, metagraph));
  }

  private static void write(JsonGenerator json, Metagraph metagraph) throws IOException {
    json.writeStartObject();
    json.writeStringField("format", "bittensor-metagraph-snapshot");
    json.writeNumberField("format_version", 1);
    text(json, "network", metagraph.network());
    json.writeNumberField("netuid", metagraph.netuid());
    json.writeNumberField("block", metagraph.block());
    text(json, "block_hash", metagraph.blockHash());
    json.writeNumberField("n", metagraph.neurons().size());
    json.writeArrayFieldStart("neurons");
    for (Neuron neuron : metagraph.neurons()) {
      neuron(json, neuron);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void neuron(JsonGenerator json, Neuron neuron) throws IOException {
    json.writeStartObject();
    json.writeNumberField("uid", neuron.uid());
    json.writeStringField("hotkey", neuron.hotkey());
    text(json, "coldkey", neuron.coldkey());
    BigInteger stake = neuron.stakeRao();
    text(json, "stake_rao", stake == null ? null : stake.toString());
    flag(json, "active", neuron.active());
    flag(json, "validator_permit", neuron.validatorPermit());
    unsigned(json, "last_update", neuron.lastUpdate());
    fraction(json, "rank", neuron.rank());
    fraction(json, "trust", neuron.trust());
    fraction(json, "consensus", neuron.consensus());
    fraction(json, "validator_trust", neuron.validatorTrust());
    fraction(json, "incentive", neuron.incentive());
    fraction(json, "dividends", neuron.dividends());
    unsigned(json, "emission_rao", neuron.emissionRao());
    Axon axon = neuron.axon();
    if (axon != null) {
      json.writeObjectFieldStart("axon");
      json.writeStringField("ip", axon.ip());
      json.writeNumberField("port", axon.port());
      json.writeNumberField("ip_type", axon.ipType());
      json.writeNumberField("protocol", axon.protocol());
      json.writeNumberField("version", axon.version());
      unsigned(json, "block", axon.block());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String field, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  private static void unsigned(JsonGenerator json, String field, @Nullable Long value)
      throws IOException {
    if (value != null) {
      json.writeStringField(field, Long.toUnsignedString(value));
    }
  }

  private static void flag(JsonGenerator json, String field, @Nullable Boolean value)
      throws IOException {
    if (value != null) {
      json.writeBooleanField(field, value);
    }
  }

  private static void fraction(JsonGenerator json, String field, @Nullable Integer value)
      throws IOException {
    if (value != null) {
      json.writeNumberField(field, value);
    }
  }
}

package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import java.math.BigInteger;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/** Reads the columns of one peer, in whatever order they come. */
final class NeuronFields {

  private final JsonCursor json;
  private final KnownPeers known;
  private @Nullable Integer uid;
  private @Nullable String hotkey;
  private @Nullable String coldkey;
  private @Nullable BigInteger stakeRao;
  private @Nullable Boolean active;
  private @Nullable Boolean validatorPermit;
  private @Nullable Long lastUpdate;
  private @Nullable Integer rank;
  private @Nullable Integer trust;
  private @Nullable Integer consensus;
  private @Nullable Integer validatorTrust;
  private @Nullable Integer incentive;
  private @Nullable Integer dividends;
  private @Nullable Long emissionRao;
  private @Nullable Axon axon;

  private NeuronFields(JsonCursor json, KnownPeers known) {
    this.json = json;
    this.known = known;
  }

  /** Reads the peer at the cursor, which no other peer of the file may equal in uid or hotkey. */
  static Neuron read(JsonCursor json, KnownPeers known) throws IOException {
    return new NeuronFields(json, known).read();
  }

  private Neuron read() throws IOException {
    JsonCursor.Place place = json.place();
    json.object(this::field);
    if (uid == null) {
      throw json.missing(place, "uid", "a whole number in [0, " + Neuron.MAX_UID + "]");
    }
    if (hotkey == null) {
      throw json.missing(place, "hotkey", "text that is not blank");
    }
    return new Neuron(
        uid,
        hotkey,
        coldkey,
        stakeRao,
        active,
        validatorPermit,
        lastUpdate,
        rank,
        trust,
        consensus,
        validatorTrust,
        incentive,
        dividends,
        emissionRao,
        axon);
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "uid" -> uid = known.uid(json);
      case "hotkey" -> hotkey = known.hotkey(json);
      case "coldkey" -> coldkey = json.text();
      case "stake_rao" -> stakeRao = json.u128();
      case "active" -> active = json.flag();
      case "validator_permit" -> validatorPermit = json.flag();
      case "last_update" -> lastUpdate = json.u64();
      case "rank" -> rank = json.u16();
      case "trust" -> trust = json.u16();
      case "consensus" -> consensus = json.u16();
      case "validator_trust" -> validatorTrust = json.u16();
      case "incentive" -> incentive = json.u16();
      case "dividends" -> dividends = json.u16();
      case "emission_rao" -> emissionRao = json.u64();
      case "axon" -> axon = AxonFields.read(json);
      default -> json.skip();
    }
  }
}

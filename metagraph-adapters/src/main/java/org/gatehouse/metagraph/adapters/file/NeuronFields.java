package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of one peer, in whatever order they come.
 *
 * <p>What the scores mean depends on the shape of the row, which may show only at its end.
 */
final class NeuronFields {

  private final JsonCursor json;
  private final KnownPeers known;
  private final RowShape shape;
  private final JsonCursor.Place place;
  private final Map<String, JsonValue> undecided = new HashMap<>();
  private boolean cached;
  private @Nullable Integer uid;
  private @Nullable String hotkey;
  private @Nullable String coldkey;
  private @Nullable BigInteger stakeRao;
  private @Nullable Boolean active;
  private @Nullable Boolean validatorPermit;
  private @Nullable Long lastUpdate;
  private @Nullable Long emissionRao;
  private @Nullable Axon axon;

  private NeuronFields(JsonCursor json, KnownPeers known, RowShape shape) {
    this.json = json;
    this.known = known;
    this.shape = shape;
    this.place = json.place();
  }

  /** Reads the peer at the cursor, which no other peer of the file may equal in uid or hotkey. */
  static Neuron read(JsonCursor json, KnownPeers known, RowShape shape) throws IOException {
    return new NeuronFields(json, known, shape).read();
  }

  private Neuron read() throws IOException {
    json.object(this::field);
    cached = shape.isCached(place, undecided.containsKey("stake"), stakeRao != null);
    Integer rank = score("rank");
    Integer trust = score("trust");
    Integer consensus = score("consensus");
    Integer validatorTrust = score("validator_trust");
    Integer incentive = score("incentive");
    Integer dividends = score("dividends");
    if (cached) {
      decideAmounts();
    }
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
      case "emission_rao" -> emissionRao = json.u64();
      case "axon" -> axon = AxonFields.read(json);
      case "rank", "trust", "consensus", "validator_trust", "incentive", "dividends" ->
          postpone(name);
      case "stake", "emission" -> postpone(name);
      default -> json.skip();
    }
  }

  private void postpone(String name) throws IOException {
    JsonValue value = json.value();
    if (value != null) {
      undecided.put(name, value);
    }
  }

  private @Nullable Integer score(String name) {
    JsonValue value = undecided.get(name);
    if (value == null) {
      return null;
    }
    return cached
        ? value.fraction(json, place.path(name))
        : (int) value.whole(json, place.path(name), 0xFFFF);
  }

  private void decideAmounts() {
    JsonValue stake = undecided.get("stake");
    if (stake != null) {
      stakeRao = stake.u128(json, place.path("stake"));
    }
    JsonValue emission = undecided.get("emission");
    if (emission != null) {
      emissionRao = emission.rounded(json, place.path("emission"));
    }
  }
}

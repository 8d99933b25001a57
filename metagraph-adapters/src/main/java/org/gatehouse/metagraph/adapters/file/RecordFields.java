package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/**
 * Reads the peers of a record that has an array for each column, in the order of the uids, as the
 * chain's command line prints it.
 *
 * <p>An array without values is a column that the chain no longer keeps: unknown. The stake is
 * {@code total_stake}, what a hotkey has in tao and alpha taken together.
 */
final class RecordFields {

  private final JsonCursor json;
  private final KnownPeers known = new KnownPeers();
  private final Map<String, RecordColumn<?>> columns = new LinkedHashMap<>();
  private @Nullable RecordColumn<String> hotkeys;
  private @Nullable RecordColumn<String> coldkeys;
  private @Nullable RecordColumn<BigInteger> totalStake;
  private @Nullable RecordColumn<Boolean> active;
  private @Nullable RecordColumn<Boolean> validatorPermit;
  private @Nullable RecordColumn<Long> lastUpdate;
  private @Nullable RecordColumn<Integer> rank;
  private @Nullable RecordColumn<Integer> trust;
  private @Nullable RecordColumn<Integer> consensus;
  private @Nullable RecordColumn<Integer> incentives;
  private @Nullable RecordColumn<Integer> dividends;
  private @Nullable RecordColumn<Long> emission;
  private @Nullable RecordColumn<Axon> axons;
  private @Nullable JsonValue numUids;

  RecordFields(JsonCursor json) {
    this.json = json;
  }

  /** Reads the value at the cursor if the field is one of a record, and passes over it if not. */
  void field(String name) throws IOException {
    switch (name) {
      case "num_uids" -> numUids = json.value();
      case "hotkeys" -> hotkeys = read(name, () -> known.hotkey(json));
      case "coldkeys" -> coldkeys = read(name, json::text);
      case "total_stake" -> totalStake = read(name, json::u128);
      case "active" -> active = read(name, json::flag);
      case "validator_permit" -> validatorPermit = read(name, json::flag);
      case "last_update" -> lastUpdate = read(name, json::u64);
      case "rank" -> rank = read(name, json::u16);
      case "trust" -> trust = read(name, json::u16);
      case "consensus" -> consensus = read(name, json::u16);
      case "incentives" -> incentives = read(name, json::u16);
      case "dividends" -> dividends = read(name, json::u16);
      case "emission" -> emission = read(name, json::u64);
      case "axons" -> axons = read(name, () -> AxonFields.readNumeric(json));
      default -> json.skip();
    }
  }

  private <T> @Nullable RecordColumn<T> read(String name, RecordColumn.ValueReader<T> reader)
      throws IOException {
    RecordColumn<T> column = RecordColumn.read(json, reader);
    if (column != null) {
      columns.put(name, column);
    }
    return column;
  }

  /**
   * Returns where the hotkeys are, which make the file a record; {@code null} if there are none.
   */
  JsonCursor.@Nullable Place place() {
    return hotkeys == null ? null : hotkeys.place();
  }

  /** Returns the peers, or {@code null} if the file has no hotkeys. */
  @Nullable List<Neuron> neurons() {
    if (hotkeys == null) {
      return null;
    }
    hotkeys.check();
    int peers = hotkeys.size();
    columns.values().forEach(column -> column.check(peers));
    checkNumUids(peers);
    List<Neuron> neurons = new ArrayList<>(peers);
    for (int uid = 0; uid < peers; uid++) {
      neurons.add(neuron(uid, hotkey(hotkeys, uid)));
    }
    return neurons;
  }

  private void checkNumUids(int peers) {
    if (numUids != null && numUids.whole(json, "num_uids", Neuron.MAX_UID + 1) != peers) {
      throw json.unexpected(
          new JsonCursor.Place(numUids.location(), "num_uids"),
          "the number of hotkeys, " + peers,
          numUids.text());
    }
  }

  private String hotkey(RecordColumn<String> column, int uid) {
    String hotkey = column.get(uid);
    if (hotkey == null) {
      throw json.unexpected(
          new JsonCursor.Place(column.place().location(), "hotkeys[" + uid + "]"),
          "text that is not blank",
          "null");
    }
    return hotkey;
  }

  private Neuron neuron(int uid, String hotkey) {
    return Neuron.builder(uid, hotkey)
        .coldkey(value(coldkeys, uid))
        .stakeRao(value(totalStake, uid))
        .active(value(active, uid))
        .validatorPermit(value(validatorPermit, uid))
        .lastUpdate(value(lastUpdate, uid))
        .rank(value(rank, uid))
        .trust(value(trust, uid))
        .consensus(value(consensus, uid))
        .incentive(value(incentives, uid))
        .dividends(value(dividends, uid))
        .emissionRao(value(emission, uid))
        .axon(value(axons, uid))
        .build();
  }

  private static <T> @Nullable T value(@Nullable RecordColumn<T> column, int uid) {
    return column == null ? null : column.get(uid);
  }
}

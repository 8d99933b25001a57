package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/**
 * Reads a metagraph out of JSON in one pass: a snapshot of format version 1, with a row for each
 * peer, a cache with rows of another kind, or a record with an array for each column.
 *
 * <p>Which it is shows in its fields, in whatever order they come: {@code neurons} are rows, {@code
 * hotkeys} a column. Unknown fields are ignored.
 */
final class SnapshotFields {

  private static final String FORMAT = "bittensor-metagraph-snapshot";

  private final JsonCursor json;
  private final RowShape shape;
  private final RecordFields record;
  private boolean named;
  private @Nullable String network;
  private @Nullable Integer netuid;
  private @Nullable Long block;
  private @Nullable String blockHash;
  private @Nullable Long n;
  private JsonCursor.@Nullable Place placeOfN;
  private @Nullable List<Neuron> neurons;

  private SnapshotFields(JsonCursor json) {
    this.json = json;
    this.shape = new RowShape(json);
    this.record = new RecordFields(json);
  }

  static Metagraph read(JsonCursor json) throws IOException {
    json.start();
    Metagraph metagraph = new SnapshotFields(json).read();
    json.end();
    return metagraph;
  }

  private Metagraph read() throws IOException {
    JsonCursor.Place place = json.place();
    json.object(this::field);
    if (netuid == null) {
      throw json.missing(place, "netuid", "a whole number in [0, 65535]");
    }
    if (block == null) {
      throw json.missing(place, "block", "a whole number of at least 0");
    }
    List<Neuron> peers = neurons == null ? record.neurons() : neurons;
    if (peers == null) {
      throw json.missing(place, "neurons", "an array");
    }
    if (n != null && placeOfN != null && n != peers.size()) {
      throw json.unexpected(placeOfN, "the number of neurons, " + peers.size(), n.toString());
    }
    return new Metagraph(network, netuid, block, blockHash, peers);
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "format" -> {
        String format = json.text();
        if (format != null && !format.equals(FORMAT)) {
          throw json.unexpected('"' + FORMAT + '"');
        }
        if (format != null) {
          named = true;
          shape.named();
          requireOneShape();
        }
      }
      case "format_version" -> {
        Long version = json.whole(Integer.MAX_VALUE);
        if (version != null && version != 1) {
          throw json.unexpected("format version 1");
        }
      }
      case "network" -> network = json.text();
      case "netuid" -> netuid = json.u16();
      case "block" -> {
        block = json.u64();
        if (block != null && block < 0) {
          throw json.unexpected("a whole number in [0, " + Long.MAX_VALUE + "]");
        }
      }
      case "block_hash" -> blockHash = json.text();
      case "n" -> {
        placeOfN = json.place();
        n = json.whole(Neuron.MAX_UID + 1);
      }
      case "neurons" -> {
        if (!json.isNull()) {
          neurons = neurons();
          requireOneShape();
        }
      }
      case "hotkeys" -> {
        record.field(name);
        requireOneShape();
      }
      default -> {
        if (neurons == null) {
          record.field(name);
        } else {
          json.skip();
        }
      }
    }
  }

  /** Refuses a record with rows, and one that says that it is a snapshot. */
  private void requireOneShape() {
    JsonCursor.Place hotkeys = record.place();
    if (hotkeys != null && (named || neurons != null)) {
      throw json.unexpected(
          hotkeys,
          "no column beside " + (neurons == null ? "the format of a snapshot" : "neurons"),
          "a column");
    }
  }

  private List<Neuron> neurons() throws IOException {
    List<Neuron> read = new ArrayList<>();
    KnownPeers known = new KnownPeers();
    json.array(index -> read.add(NeuronFields.read(json, known, shape)));
    return read;
  }
}

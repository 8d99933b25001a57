package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/** Reads a metagraph snapshot, format version 1, in one pass; unknown fields are ignored. */
final class SnapshotFields {

  private static final String FORMAT = "bittensor-metagraph-snapshot";

  private final JsonCursor json;
  private @Nullable String network;
  private @Nullable Integer netuid;
  private @Nullable Long block;
  private @Nullable String blockHash;
  private @Nullable Long n;
  private JsonCursor.@Nullable Place placeOfN;
  private @Nullable List<Neuron> neurons;

  private SnapshotFields(JsonCursor json) {
    this.json = json;
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
    if (neurons == null) {
      throw json.missing(place, "neurons", "an array");
    }
    if (n != null && placeOfN != null && n != neurons.size()) {
      throw json.unexpected(placeOfN, "the number of neurons, " + neurons.size(), n.toString());
    }
    return new Metagraph(network, netuid, block, blockHash, neurons);
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "format" -> {
        String format = json.text();
        if (format != null && !format.equals(FORMAT)) {
          throw json.unexpected('"' + FORMAT + '"');
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
        }
      }
      default -> json.skip();
    }
  }

  private List<Neuron> neurons() throws IOException {
    List<Neuron> read = new ArrayList<>();
    KnownPeers known = new KnownPeers();
    json.array(index -> read.add(NeuronFields.read(json, known)));
    return read;
  }
}

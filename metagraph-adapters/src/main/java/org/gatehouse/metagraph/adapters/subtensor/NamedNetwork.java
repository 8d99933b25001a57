package org.gatehouse.metagraph.adapters.subtensor;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The networks that need no address: their public nodes are those that the Bittensor SDK knows. */
enum NamedNetwork {
  /** The main network. */
  FINNEY("wss://entrypoint-finney.opentensor.ai:443"),
  /** The public test network. */
  TEST("wss://test.finney.opentensor.ai:443"),
  /** The main network, with the state of every block. */
  ARCHIVE("wss://archive.chain.opentensor.ai:443"),
  /** A node of one's own on this machine. */
  LOCAL("ws://127.0.0.1:9944");

  private final URI uri;

  NamedNetwork(String uri) {
    this.uri = URI.create(uri);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<URI> uris() {
    return List.of(uri);
  }

  static Optional<NamedNetwork> of(String word) {
    return Arrays.stream(values()).filter(network -> network.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(NamedNetwork::word).toList();
  }
}

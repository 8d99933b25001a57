package com.example.validator;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A snapshot file of a network, which is written again when the network changes. */
record NetworkFile(Path path) {

  /** A peer at a port of this machine; at port 0 it has announced no address. */
  record Peer(String hotkey, int port) {

    private Map<String, ?> json(int uid) {
      return port == 0
          ? Map.of("uid", uid, "hotkey", hotkey)
          : Map.of("uid", uid, "hotkey", hotkey, "axon", Map.of("ip", "127.0.0.1", "port", port));
    }
  }

  void write(long block, List<Peer> peers) {
    List<Map<String, ?>> neurons =
        IntStream.range(0, peers.size())
            .<Map<String, ?>>mapToObj(uid -> peers.get(uid).json(uid))
            .toList();
    Map<String, ?> snapshot =
        Map.of(
            "network", "test", "netuid", 1, "block", block, "n", peers.size(), "neurons", neurons);
    String json = ConfigValueFactory.fromMap(snapshot).render(ConfigRenderOptions.concise());
    try {
      Path beside = Files.writeString(path.resolveSibling("next.json"), json);
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

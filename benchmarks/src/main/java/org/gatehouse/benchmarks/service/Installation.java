package org.gatehouse.benchmarks.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A distribution, and what its hosts are told: the gate, its plugin, and further keys.
 *
 * @param distribution the folder that holds {@code bin/gatehouse}
 * @param settings values by key, as they stand on the command line
 * @param needsModel whether there is more to read than the distribution and its plugins
 */
record Installation(Path distribution, Map<String, String> settings, boolean needsModel) {

  /** Copies the settings. */
  Installation {
    settings = Map.copyOf(settings);
  }

  /** Returns an installation that serves a gate, small enough for many steps a second. */
  static Installation of(Path distribution, GateKind gate, Path plugins, int numUids, long seed) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("gatehouse.gating.model", gate.gateName());
    settings.put("gatehouse.gating.num-uids", Integer.toString(numUids));
    settings.put("gatehouse.gating.seed", Long.toString(seed));
    settings.putAll(gate.settings(plugins));
    return new Installation(distribution, settings, gate == GateKind.SENTENCE);
  }

  Installation with(String key, Object value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(key, value.toString());
    return new Installation(distribution, more, needsModel);
  }

  /** Returns whether a command may be put before that which serves: one that makes it another's. */
  boolean isReadableTo(List<String> user) throws InterruptedException {
    List<String> command = new ArrayList<>(user);
    command.addAll(List.of("test", "-x", distribution.resolve("bin/gatehouse").toString()));
    try {
      return !needsModel && new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // There is no such command.
    }
  }

  /** Returns the command that serves, on any free port. */
  List<String> serve() {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("bin").resolve("gatehouse").toString());
    command.add("serve");
    command.add("--port");
    command.add("0");
    settings.forEach(
        (key, value) -> {
          command.add("--set");
          command.add(key + "=" + value);
        });
    return command;
  }
}

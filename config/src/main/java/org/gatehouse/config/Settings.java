package org.gatehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.config.plugin.ProviderKind;

/**
 * The typed values of the common keys, whether or not the selected providers read them.
 *
 * @param seed the gate's, which its own section may override
 * @param maxMessageBytes the gate's, which its own section may override
 */
record Settings(
    String gateName,
    String metagraphSourceName,
    String selectorName,
    int k,
    long vpermitTaoLimit,
    long seed,
    int maxMessageBytes,
    Path cacheFolder,
    Path stateFolder) {

  /** The name of no metagraph source. */
  static final String NO_SOURCE = "none";

  /** Reads all common keys and reports what is wrong with them. */
  static Settings read(Config root, UserFolders folders, Problems problems) {
    SectionReader gating = reader(root, ProviderKind.GATE.section());
    final String gateName = gating.text(ProviderKind.GATE.selectedBy());
    gating.integerOrAuto("num-uids", 1, Neuron.MAX_UID + 1);
    gating.number("learning-rate", 0, 1e6);
    gating.numberBelow("momentum", 0, 1);
    gating.oneOf("gradient-accumulation", List.of("per-step", "upstream"));
    gating.number("reward-temperature", 1e-9, 1e9);
    gating.oneOf("gradient-scale", List.of("none", "k-squared"));
    gating.flag("learn");
    long seed = gating.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    int maxMessageBytes = gating.integer("max-message-bytes", 1, Integer.MAX_VALUE);
    gating.integer("encoding-cache-bytes", 0, Long.MAX_VALUE);

    SectionReader metagraph = reader(root, ProviderKind.METAGRAPH_SOURCE.section());
    final String sourceName = metagraph.text(ProviderKind.METAGRAPH_SOURCE.selectedBy());

    SectionReader selection = reader(root, ProviderKind.SELECTOR.section());
    final String selectorName = selection.text(ProviderKind.SELECTOR.selectedBy());
    final int k = selection.integer("k", 1, Integer.MAX_VALUE);
    selection.number("epsilon", 0, 1);
    selection.number("temperature", 1e-9, 1e9);
    selection.number("confidence", 0, 1e9);
    selection.number("min-exploration", 0, 1);
    selection.number("max-share", 1e-9, 1);
    selection.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    final long limit = selection.integer("vpermit-tao-limit", 0, Long.MAX_VALUE);

    SectionReader engine = reader(root, "gatehouse.engine");
    final Path cache = cacheFolder(engine, folders);
    SectionReader state = reader(root, "gatehouse.state");
    final Path stateFolder = state.optionalPath("dir").orElseGet(folders::state);

    Config gate = section(root, ProviderKind.GATE.sectionOf(gateName));
    SectionReader own = new SectionReader(gate, ProviderKind.GATE.sectionOf(gateName));
    if (gate.hasPath("seed")) {
      seed = own.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (gate.hasPath("max-message-bytes")) {
      maxMessageBytes = own.integer("max-message-bytes", 1, Integer.MAX_VALUE);
    }

    for (SectionReader reader : List.of(gating, metagraph, selection, engine, state, own)) {
      problems.addAll(reader.problems());
    }
    return new Settings(
        gateName, sourceName, selectorName, k, limit, seed, maxMessageBytes, cache, stateFolder);
  }

  /** Returns the folder for what can be made again, whatever else is wrong with the settings. */
  static Path cacheFolder(Config root, UserFolders folders) {
    return cacheFolder(reader(root, "gatehouse.engine"), folders);
  }

  private static Path cacheFolder(SectionReader engine, UserFolders folders) {
    return engine.optionalPath("cache-dir").orElseGet(folders::cache);
  }

  private static SectionReader reader(Config root, String path) {
    return new SectionReader(section(root, path), path);
  }

  /** Returns the section at a path; empty if there is none. */
  static Config section(Config root, String path) {
    return root.hasPath(path) && root.getValue(path) instanceof ConfigObject section
        ? section.toConfig()
        : ConfigFactory.empty();
  }
}

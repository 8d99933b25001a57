package org.gatehouse.api.selection;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.plugin.ProviderName;

/** Selectors by name, as a host finds them, and networks to select from. */
final class Selectors {

  static final List<String> NAMES =
      List.of("top-k", "epsilon-greedy", "softmax", "uniform", "thompson", "ucb");

  private Selectors() {}

  static Config section(Map<String, ?> overrides) {
    return ConfigFactory.parseMap(overrides)
        .withFallback(ConfigFactory.defaultReference().resolve().getConfig("gatehouse.selection"));
  }

  static PeerSelectorProvider provider(String name) {
    return ServiceLoader.load(PeerSelectorProvider.class).stream()
        .filter(p -> p.type().getAnnotation(ProviderName.class).value().equals(name))
        .findFirst()
        .orElseThrow()
        .get();
  }

  static PeerSelector selector(String name, Map<String, ?> overrides) {
    return provider(name).create(section(overrides));
  }

  /** The scores of uids 0 to n - 1, with standard deviations from 0.1 to 0.5. */
  static GateScores scores(float... scores) {
    float[] deviations = new float[scores.length];
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = 0.1f * (1 + i % 5);
    }
    return scores(scores, deviations);
  }

  static GateScores scores(float[] scores, float[] deviations) {
    Uids uids = Uids.range(scores.length);
    return GateScores.of(new UUID(0, 1), 0, uids, scores, deviations, "payload");
  }

  /** A network of available peers at uids 0 to n - 1. */
  static Metagraph network(int n) {
    return Metagraph.of(
        1, 0, IntStream.range(0, n).mapToObj(uid -> Neuron.of(uid, "h" + uid)).toList());
  }
}

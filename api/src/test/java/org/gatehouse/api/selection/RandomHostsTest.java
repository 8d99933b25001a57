package org.gatehouse.api.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Test;

/** A thousand networks, gates, selectors and bounds drawn at random. */
class RandomHostsTest {

  private static final int HOSTS = 1000;
  private static final int EVENTS = 5;

  @Test
  void nobodyUnavailableIsChosenAndEveryChoiceHasAPropensity() {
    for (int seed = 0; seed < HOSTS; seed++) {
      Host host = new Host(new SplittableRandom(seed));
      PeerSelector selector = host.selector();
      PeerSelector twin = host.selector();
      for (int event = 0; event < EVENTS; event++) {
        GateScores scores = host.scores();
        Selection selection = selector.select(scores, host.network, host.request);

        assertThat(selection.choices()).as("host %d", seed).hasSize(host.request.k());
        assertThat(selection.uids().stream().distinct().count()).isEqualTo(host.request.k());
        for (Selection.Choice choice : selection.choices()) {
          assertThat(choice.propensity()).as("host %d, %s", seed, choice).isPositive();
          assertThat(choice.propensity()).as("host %d, %s", seed, choice).isLessThanOrEqualTo(1);
          assertThat(host.available).as("host %d", seed).contains(choice.uid());
        }
        assertThat(twin.select(scores, host.network, host.request))
            .as("the same seed, host %d", seed)
            .isEqualTo(selection);
      }
    }
  }

  /** One network and what its host is configured to. */
  private static final class Host {

    final SplittableRandom random;
    final Metagraph network;
    final Set<Integer> available = new HashSet<>();
    final SelectionRequest request;
    private final String name;
    private final Map<String, Object> settings = new HashMap<>();

    Host(SplittableRandom random) {
      this.random = random;
      int n = 2 + random.nextInt(80);
      List<Neuron> neurons = new ArrayList<>();
      for (int uid = 0; uid < n; uid++) {
        boolean serves = uid == 0 || random.nextInt(4) > 0;
        Axon axon = serves ? null : new Axon("0.0.0.0", 0, 4, 0, 0, 0);
        neurons.add(Neuron.builder(uid, "hotkey-" + uid).axon(axon).build());
        if (serves) {
          available.add(uid);
        }
      }
      network = Metagraph.of(1, 0, neurons);
      Set<Integer> excluded = new HashSet<>();
      IntStream.range(0, random.nextInt(n)).forEach(i -> excluded.add(random.nextInt(n)));
      request = new SelectionRequest(1 + random.nextInt(available.size()), excluded, 4096);
      name = Selectors.NAMES.get(random.nextInt(Selectors.NAMES.size()));
      settings.put("seed", random.nextLong());
      settings.put("min-exploration", random.nextInt(3) == 0 ? random.nextDouble() : 0);
      settings.put("max-share", random.nextInt(3) == 0 ? random.nextDouble(0.01, 1) : 1);
      settings.put("temperature", Math.pow(10, random.nextDouble(-6, 3)));
      settings.put("confidence", random.nextDouble(0, 5));
    }

    PeerSelector selector() {
      return Selectors.selector(name, settings);
    }

    /** Scores of wildly different sizes, some of them certain. */
    GateScores scores() {
      int n = network.neurons().size();
      double size = Math.pow(10, random.nextDouble(-8, 8));
      float[] scores = new float[n];
      float[] deviations = new float[n];
      for (int i = 0; i < n; i++) {
        scores[i] = (float) (size * random.nextDouble(-1, 1));
        deviations[i] = random.nextInt(4) == 0 ? 0 : (float) (size * random.nextDouble());
      }
      return Selectors.scores(scores, deviations);
    }
  }
}

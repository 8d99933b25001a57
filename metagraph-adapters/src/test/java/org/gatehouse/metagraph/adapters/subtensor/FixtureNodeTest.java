package org.gatehouse.metagraph.adapters.subtensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.chain.BlockChoice;
import org.gatehouse.metagraph.adapters.subtensor.loopback.FixtureAnswers;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackBlock;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.gatehouse.metagraph.adapters.subtensor.scale.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer that was made or recorded elsewhere, served by a node and read as a metagraph. */
class FixtureNodeTest {

  private static final String TAO = "stake is the sum of each peer's stakers";
  private static final String TOTAL = "stake is the subnet's total of alpha and TAO";
  private static final String ALPHA =
      "stake is the subnet's alpha only, since the node does not tell the total";

  private static final String LITE = "NeuronInfoRuntimeApi_get_neurons_lite";
  private static final String SELECTIVE = "SubnetInfoRuntimeApi_get_selective_metagraph";
  private static final String FULL = "SubnetInfoRuntimeApi_get_metagraph";
  private static final String STATE = "SubnetInfoRuntimeApi_get_subnet_state";

  /** Stands for the block of answers that do not say theirs. */
  private static final long SOME_BLOCK = 7_000_000;

  /** Stands for the version of answers from about 15x to 19x. */
  private static final int BEFORE_WRAPPERS_WENT = 195;

  private static final int NEWEST = 438;

  private static final Map<String, Function<Neuron, ?>> COLUMNS = columns();

  /** What a node serves: functions and the fixtures that they answer with. */
  private record Served(
      int specVersion, long block, int netuid, Map<String, String> answers, List<Neuron> peers) {

    String stake() {
      if (answers.keySet().stream().anyMatch(function -> !function.equals(LITE))
          && specVersion >= 233) {
        return TOTAL;
      }
      return specVersion < 233 ? TAO : ALPHA;
    }

    @Override
    public String toString() {
      return specVersion + " " + answers.values();
    }
  }

  private static Map<String, Function<Neuron, ?>> columns() {
    Map<String, Function<Neuron, ?>> columns = new LinkedHashMap<>();
    columns.put("uid", Neuron::uid);
    columns.put("hotkey", Neuron::hotkey);
    columns.put("coldkey", Neuron::coldkey);
    columns.put("stake", Neuron::stakeRao);
    columns.put("active", Neuron::active);
    columns.put("validator_permit", Neuron::validatorPermit);
    columns.put("last_update", Neuron::lastUpdate);
    columns.put("rank", Neuron::rank);
    columns.put("trust", Neuron::trust);
    columns.put("consensus", Neuron::consensus);
    columns.put("validator_trust", Neuron::validatorTrust);
    columns.put("incentive", Neuron::incentive);
    columns.put("dividends", Neuron::dividends);
    columns.put("emission", Neuron::emissionRao);
    columns.put("axon", Neuron::axon);
    return columns;
  }

  private static JsonNode json(String name) {
    return Fixtures.json(name.replace(".wrapped", ""));
  }

  private static Served neurons(String name, int specVersion, long block) {
    JsonNode json = json(name);
    int netuid = json.at("/neurons/0/netuid").intValue();
    return new Served(specVersion, block, netuid, Map.of(LITE, name), JsonPeers.ofNeurons(json));
  }

  private static Served columns(String name, String function, int specVersion) {
    JsonNode json = json(name);
    return new Served(
        specVersion,
        Long.parseLong(json.get("block").textValue()),
        json.get("netuid").intValue(),
        Map.of(function, name),
        JsonPeers.ofColumns(json));
  }

  private static Served both(String neurons, String function, String columns) {
    JsonNode index = recorded(neurons);
    Served served = neurons(neurons, index.get("spec_version").intValue(), block(index));
    return new Served(
        served.specVersion(),
        served.block(),
        served.netuid(),
        Map.of(LITE, neurons, function, columns),
        JsonPeers.ofNeurons(json(neurons), json(columns)));
  }

  private static JsonNode recorded(String name) {
    for (JsonNode entry : Fixtures.json("recorded/index")) {
      if (name.equals("recorded/" + entry.get("name").textValue())) {
        return entry;
      }
    }
    throw new IllegalArgumentException("no record of " + name);
  }

  private static long block(JsonNode entry) {
    return entry.has("block") ? Long.parseLong(entry.get("block").textValue()) : SOME_BLOCK;
  }

  /** Returns the first version of a layout that is asked by that function, out of a name. */
  private static int specVersion(String name) {
    String layout = name.replaceAll(".*(?:mg|sel)-([a-z0-9]+)_.*", "$1");
    // Fields are asked for by index from 273 on.
    return layout.equals("collateral")
        ? NEWEST
        : Math.max(Integer.parseInt(layout), name.contains("selective") ? 273 : 0);
  }

  static List<Served> served() {
    List<Served> all = new ArrayList<>();
    for (String name : Fixtures.names("given", "neurons_lite")) {
      all.add(neurons(name, name.contains("2023") ? BEFORE_WRAPPERS_WENT : NEWEST, SOME_BLOCK));
    }
    for (String name : Fixtures.names("given", "metagraph")) {
      all.add(columns(name, FULL, specVersion(name)));
    }
    for (String name : Fixtures.names("given", "selective")) {
      all.add(columns(name, SELECTIVE, specVersion(name)));
    }
    for (int n : new int[] {3, 64, 256}) {
      all.add(neurons("runtime/spec103_lite_n" + n, 103, SOME_BLOCK));
      Served served = neurons("runtime/spec218_lite_n" + n, 218, SOME_BLOCK);
      all.add(served);
      if (n < 256) {
        // A runtime that has the columns already, of stakes that are not yet the subnet's own.
        Map<String, String> answers =
            Map.of(LITE, served.answers().get(LITE), STATE, "runtime/spec218_state_n" + n);
        all.add(new Served(218, SOME_BLOCK, served.netuid(), answers, served.peers()));
      }
    }
    for (String name : Fixtures.names("recorded", "")) {
      JsonNode entry = recorded(name);
      int specVersion = entry.get("spec_version").asInt(BEFORE_WRAPPERS_WENT);
      if (name.contains("lite")) {
        all.add(neurons(name, specVersion, block(entry)));
      } else if (name.endsWith("metagraph")) {
        all.add(columns(name, FULL, specVersion));
      } else if (name.endsWith("selective")) {
        all.add(columns(name, SELECTIVE, specVersion));
        all.add(both(name.replace("selective", "lite"), SELECTIVE, name));
      } else {
        all.add(both(name.replace("state_sample", "lite"), STATE, name));
      }
    }
    return all;
  }

  @Test
  void everyAnswerIsServed() {
    Set<String> names =
        Stream.of("given", "recorded", "runtime")
            .flatMap(folder -> Fixtures.names(folder, "").stream())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(served())
        .flatExtracting(served -> served.answers().values())
        .containsAll(names)
        .hasSizeGreaterThan(60);
  }

  @ParameterizedTest
  @MethodSource("served")
  void everyColumnIsAsTheAnswerSays(Served served) {
    FixtureAnswers answers = new FixtureAnswers();
    served
        .answers()
        .forEach((function, name) -> answers.with(served.netuid(), function, Fixtures.bytes(name)));
    try (LoopbackNode node = LoopbackNode.start()) {
      LoopbackBlock block = node.chain().extendAt(served.block(), served.specVersion(), answers);
      node.chain().finalizeTo(block.number());
      try (SubtensorMetagraphSource source = Sources.of(settings(node, served.netuid()))) {
        Metagraph metagraph = source.sync();

        assertThat(metagraph.netuid()).isEqualTo(served.netuid());
        assertThat(metagraph.block()).isEqualTo(block.number());
        assertThat(metagraph.blockHash()).isEqualTo(block.hash());
        COLUMNS.forEach(
            (name, column) ->
                assertThat(metagraph.neurons().stream().map(column).toList())
                    .as(name)
                    .isEqualTo(served.peers().stream().map(column).toList()));
        assertThat(metagraph.neurons()).isEqualTo(served.peers());
        assertThat(source.health().detail())
            .isEqualTo(
                "%s, runtime %d, %s".formatted(node.uri(), served.specVersion(), served.stake()));
      }
    }
  }

  private static SubtensorSettings settings(LoopbackNode node, int netuid) {
    SubtensorSettings usual = Sources.settings(node.uri());
    return new SubtensorSettings(
        usual.urls(),
        null,
        netuid,
        BlockChoice.FINALIZED,
        usual.resyncInterval(),
        usual.requestTimeout(),
        usual.headTimeout());
  }
}

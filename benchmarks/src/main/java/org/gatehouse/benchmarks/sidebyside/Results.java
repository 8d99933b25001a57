package org.gatehouse.benchmarks.sidebyside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All that was measured, in the order in which it was. */
final class Results {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Where a number belongs.
   *
   * @param work what was done
   * @param threads how many threads each library was given
   * @param who did it
   */
  record Key(String work, int threads, String who) {}

  private final Map<Key, double[]> rounds = new LinkedHashMap<>();

  void put(Key key, double[] values) {
    rounds.put(key, values.clone());
  }

  void putAll(Results others) {
    rounds.putAll(others.rounds);
  }

  Optional<Quartiles> quartiles(Key key) {
    return Optional.ofNullable(rounds.get(key)).map(Quartiles::of);
  }

  /** The numbers of a key, one a round. */
  double[] rounds(Key key) {
    return Objects.requireNonNull(rounds.get(key), key.toString()).clone();
  }

  /** The middle of a key's numbers; NaN if there are none. */
  double median(Key key) {
    return quartiles(key).map(Quartiles::median).orElse(Double.NaN);
  }

  /** The middle of the ratios within each round; NaN if either was not measured. */
  double ratio(Key above, Key below) {
    double[] dividend = rounds.get(above);
    double[] divisor = rounds.get(below);
    if (dividend == null || divisor == null) {
      return Double.NaN;
    }
    double[] ratios = new double[Math.min(dividend.length, divisor.length)];
    Arrays.setAll(ratios, i -> dividend[i] / divisor[i]);
    return Quartiles.of(ratios).median();
  }

  /** Everything measured under names of works that begin so. */
  List<Key> keys(String prefix) {
    return rounds.keySet().stream().filter(key -> key.work().startsWith(prefix)).toList();
  }

  ArrayNode json() {
    ArrayNode array = JSON.createArrayNode();
    rounds.forEach(
        (key, values) -> {
          Quartiles quartiles = Quartiles.of(values);
          ObjectNode node = array.addObject();
          node.put("work", key.work()).put("threads", key.threads()).put("who", key.who());
          node.put("median", quartiles.median());
          node.put("first_quartile", quartiles.first()).put("third_quartile", quartiles.third());
          ArrayNode list = node.putArray("rounds");
          Arrays.stream(values).forEach(list::add);
        });
    return array;
  }

  static Results of(JsonNode array) {
    Results results = new Results();
    for (JsonNode node : array) {
      List<Double> values = new ArrayList<>();
      node.get("rounds").forEach(value -> values.add(value.asDouble()));
      results.put(
          new Key(node.get("work").asText(), node.get("threads").asInt(), node.get("who").asText()),
          values.stream().mapToDouble(Double::doubleValue).toArray());
    }
    return results;
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), json());
  }

  static Results read(Path file) throws IOException {
    return of(JSON.readTree(file.toFile()));
  }
}

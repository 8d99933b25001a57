package org.gatehouse.host.metagraph;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/** The columns of a peer besides uid and hotkey, by their names in the snapshot format, as text. */
final class Columns {

  private static final Map<String, Function<Neuron, @Nullable Object>> READERS =
      new LinkedHashMap<>();

  static {
    READERS.put("coldkey", Neuron::coldkey);
    READERS.put("stake_rao", Neuron::stakeRao);
    READERS.put("active", Neuron::active);
    READERS.put("validator_permit", Neuron::validatorPermit);
    READERS.put("last_update", neuron -> unsigned(neuron.lastUpdate()));
    READERS.put("rank", Neuron::rank);
    READERS.put("trust", Neuron::trust);
    READERS.put("consensus", Neuron::consensus);
    READERS.put("validator_trust", Neuron::validatorTrust);
    READERS.put("incentive", Neuron::incentive);
    READERS.put("dividends", Neuron::dividends);
    READERS.put("emission_rao", neuron -> unsigned(neuron.emissionRao()));
    READERS.put("axon", neuron -> axon(neuron.axon()));
  }

  private Columns() {}

  /** The value of a column before and after, as text. */
  record Difference(String before, String after) {}

  /** Returns the columns that differ between two states of a peer. */
  static Map<String, Difference> differences(Neuron before, Neuron after) {
    Map<String, Difference> differences = new LinkedHashMap<>();
    READERS.forEach(
        (name, reader) -> {
          Difference values = new Difference(text(reader, before), text(reader, after));
          if (!values.before().equals(values.after())) {
            differences.put(name, values);
          }
        });
    return differences;
  }

  private static String text(Function<Neuron, @Nullable Object> reader, Neuron neuron) {
    Object value = reader.apply(neuron);
    return value == null ? "unknown" : value.toString();
  }

  private static @Nullable String unsigned(@Nullable Long value) {
    return value == null ? null : Long.toUnsignedString(value);
  }

  private static @Nullable String axon(@Nullable Axon axon) {
    return axon == null
        ? null
        : axon.ip()
            + " port "
            + axon.port()
            + " type "
            + axon.ipType()
            + " protocol "
            + axon.protocol()
            + " version "
            + axon.version()
            + " block "
            + Long.toUnsignedString(axon.block());
  }
}

package org.gatehouse.host.http;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/** The body of a request that pushes a metagraph: what of it can be wrong before it is read. */
final class SnapshotBody {

  private static final Set<String> METAGRAPH =
      Set.of(
          "format", "format_version", "network", "netuid", "block", "block_hash", "n", "neurons");
  private static final Set<String> NEURON =
      Set.of(
          "uid",
          "hotkey",
          "coldkey",
          "stake_rao",
          "active",
          "validator_permit",
          "last_update",
          "rank",
          "trust",
          "consensus",
          "validator_trust",
          "incentive",
          "dividends",
          "emission_rao",
          "axon");
  private static final Set<String> AXON =
      Set.of("ip", "port", "ip_type", "protocol", "version", "block");

  private SnapshotBody() {}

  /**
   * Checks that a body is a JSON object with the fields of the snapshot format and no others; what
   * they hold is checked by who reads it.
   *
   * @throws ProblemException if it is not
   */
  static void check(byte[] body) {
    boolean complete =
        StrictJson.read(
            body,
            json -> {
              boolean neurons = false;
              for (String field = json.nextField(); field != null; field = json.nextField()) {
                require(METAGRAPH, field, json);
                if (field.equals("neurons")) {
                  neurons(json);
                  neurons = true;
                } else {
                  json.skip();
                }
              }
              return neurons;
            });
    if (!complete) {
      throw new ProblemException(
          Problem.invalid("expected a metagraph with its neurons, found none", null));
    }
  }

  private static void neurons(StrictJson json) throws IOException {
    if (json.token() != JsonToken.START_ARRAY) {
      throw json.wrong("a list of objects");
    }
    if (json.next() == JsonToken.END_ARRAY) {
      throw new ProblemException(
          Problem.invalid(
              "expected at least one neuron, found none: it would make the gate forget every peer",
              "/neurons"));
    }
    for (; json.token() != JsonToken.END_ARRAY; json.next()) {
      if (json.token() != JsonToken.START_OBJECT) {
        throw json.wrong("an object");
      }
      for (String field = json.nextField(); field != null; field = json.nextField()) {
        require(NEURON, field, json);
        if (field.equals("axon") && json.token() == JsonToken.START_OBJECT) {
          for (String part = json.nextField(); part != null; part = json.nextField()) {
            require(AXON, part, json);
            json.skip();
          }
        } else {
          json.skip();
        }
      }
    }
  }

  private static void require(Set<String> known, String field, StrictJson json) {
    if (!known.contains(field)) {
      throw json.unknown(known.stream().sorted().toArray(String[]::new));
    }
  }
}

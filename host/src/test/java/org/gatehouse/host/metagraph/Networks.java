package org.gatehouse.host.metagraph;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.state.DurableFile;

/** Small networks. */
final class Networks {

  private Networks() {}

  /** A peer of which everything is known, with the largest values that fit. */
  static Neuron.Builder full(int uid, String hotkey) {
    return Neuron.builder(uid, hotkey)
        .coldkey("cold")
        .stakeRao(new BigInteger("18446744073709551615"))
        .active(true)
        .validatorPermit(false)
        .lastUpdate(-1L)
        .rank(65535)
        .trust(1)
        .consensus(2)
        .validatorTrust(3)
        .incentive(32768)
        .dividends(5)
        .emissionRao(-2L)
        .axon(new Axon("192.0.2.7", 8091, 4, 4, 4294967295L, -3L));
  }

  static void write(Path file, Metagraph metagraph) {
    DurableFile.writeString(file, SnapshotJson.of(metagraph));
  }

  static Metagraph small() {
    return new Metagraph(
        "finney",
        1,
        100,
        "0xab",
        List.of(
            full(0, "alice").build(),
            Neuron.of(2, "bob"),
            Neuron.builder(5, "carol").axon(new Axon("::", 0, 6, 0, 0, 0)).build()));
  }
}

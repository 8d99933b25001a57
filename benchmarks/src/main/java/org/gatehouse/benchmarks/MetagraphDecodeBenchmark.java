package org.gatehouse.benchmarks;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.gatehouse.metagraph.adapters.subtensor.scale.AccountId;
import org.gatehouse.metagraph.adapters.subtensor.scale.HexText;
import org.gatehouse.metagraph.adapters.subtensor.scale.MetagraphField;
import org.gatehouse.metagraph.adapters.subtensor.scale.NeuronLite;
import org.gatehouse.metagraph.adapters.subtensor.scale.NeuronsLite;
import org.gatehouse.metagraph.adapters.subtensor.scale.Ss58;
import org.gatehouse.metagraph.adapters.subtensor.scale.SubnetMetagraph;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A node's answers about a network of 4096 neurons, from hexadecimal text to values with addresses.
 *
 * <p>Run it with {@code -prof gc} to see what a reading leaves to the garbage collector.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class MetagraphDecodeBenchmark {

  private String neurons;
  private String metagraph;
  private List<NeuronLite> decoded;

  /** Reads the answers. */
  @Setup(Level.Trial)
  public void read() throws IOException {
    neurons = text("neurons_lite_era2026_n4096.hex.gz");
    metagraph = text("selective_sel-collateral_minimal_n4096.hex.gz");
    decoded = NeuronsLite.decode(HexText.decode(neurons));
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = MetagraphDecodeBenchmark.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      return new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  /** Text to neurons, with the addresses of 8192 keys and 4096 axons. */
  @Benchmark
  public void neuronsAndAddresses(Blackhole blackhole) {
    Ss58 ss58 = new Ss58();
    for (NeuronLite neuron : NeuronsLite.decode(HexText.decode(neurons))) {
      blackhole.consume(neuron);
      blackhole.consume(ss58.encode(neuron.hotkey()));
      blackhole.consume(ss58.encode(neuron.coldkey()));
      blackhole.consume(neuron.axonInfo().ipText());
    }
  }

  /** Text to neurons only. */
  @Benchmark
  public List<NeuronLite> neurons() {
    return NeuronsLite.decode(HexText.decode(neurons));
  }

  /** The addresses of 8192 keys only. */
  @Benchmark
  public void addresses(Blackhole blackhole) {
    Ss58 ss58 = new Ss58();
    for (NeuronLite neuron : decoded) {
      blackhole.consume(ss58.encode(neuron.hotkey()));
      blackhole.consume(ss58.encode(neuron.coldkey()));
    }
  }

  /** Text to the columns of the selective answer, with the addresses of the hotkeys. */
  @Benchmark
  public void selectiveAndHotkeys(Blackhole blackhole) {
    SubnetMetagraph columns =
        SubnetMetagraph.decodeSelective(HexText.decode(metagraph), MetagraphField.OF_PEERS)
            .orElseThrow();
    Ss58 ss58 = new Ss58();
    for (AccountId hotkey : columns.hotkeys()) {
      blackhole.consume(ss58.encode(hotkey));
    }
    blackhole.consume(columns);
  }
}

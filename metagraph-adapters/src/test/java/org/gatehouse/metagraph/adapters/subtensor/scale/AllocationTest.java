package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What decoding takes from the heap. */
class AllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static long allocated(Runnable task) {
    // Once for the classes.
    task.run();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    task.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void refuse(byte[] bytes) {
    Decoders.ALL.forEach(decoder -> assertThat(Decoders.decodes(decoder, bytes)).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"feffffff", "0300000040", "03ffffffff"})
  void aClaimOfABillionElementsTakesNothing(String count) {
    byte[] answer = Fixtures.bytes("given/neurons_lite_era2026_n3");
    byte[] claim = HexText.decode("0x" + count);
    byte[] neurons = Arrays.copyOf(claim, claim.length + answer.length);
    byte[] name = HexText.decode("0x0104" + count + "00".repeat(100));
    byte[] selectiveHotkeys = HexText.decode("0x0104" + "00".repeat(51) + "01" + count + "0000");

    assertThat(allocated(() -> refuse(neurons))).isLessThan(100_000);
    assertThat(allocated(() -> refuse(name))).isLessThan(100_000);
    assertThat(allocated(() -> refuse(selectiveHotkeys))).isLessThan(100_000);
  }

  @Test
  void theLargestNetworkWithItsAddressesStaysUnder64MiB() {
    String hex = Fixtures.hex("given/neurons_lite_era2026_n4096");

    assertThat(
            allocated(
                () -> {
                  Ss58 ss58 = new Ss58();
                  int characters = 0;
                  for (NeuronLite neuron : NeuronsLite.decode(HexText.decode(hex))) {
                    characters += ss58.encode(neuron.hotkey()).length();
                    characters += ss58.encode(neuron.coldkey()).length();
                    characters += neuron.axonInfo().ipText().length();
                  }
                  assertThat(characters).isPositive();
                }))
        .isLessThan(64 << 20);
  }
}

package org.gatehouse.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.gatehouse.formats.onnx.OnnxBytes.littleEndian;
import static org.gatehouse.formats.onnx.OnnxBytes.message;
import static org.gatehouse.formats.onnx.OnnxBytes.model;
import static org.gatehouse.formats.onnx.OnnxBytes.raw;

import java.util.Arrays;
import java.util.Random;
import org.gatehouse.formats.FormatException;
import org.gatehouse.formats.TensorInfo;
import org.junit.jupiter.api.Test;

final class OnnxMutationTest {
  private static final long SEED = 20_240_608;
  private static final int MUTATIONS = 100_000;

  @Test
  void aMutatedModelLoadsOrIsRefused() {
    byte[] valid = validModel();
    Random random = new Random(SEED);
    int loaded = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = mutate(valid, random);
      try (OnnxInitializers initializers = OnnxBytes.read(mutated)) {
        for (TensorInfo info : initializers.tensors().values()) {
          assertThat((long) initializers.bytes(info.name()).remaining())
              .isEqualTo(info.byteCount());
        }
        loaded++;
      } catch (FormatException e) {
        assertThat(e).hasMessageStartingWith("m.onnx: model");
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        fail("seed " + SEED + ", mutation " + i, e);
      }
    }
    // Much of the model is data or skipped; many others must not pass.
    assertThat(loaded).isBetween(MUTATIONS / 50, MUTATIONS * 2 / 3);
  }

  private static byte[] validModel() {
    byte[] longs =
        message(
            out -> {
              out.writeString(8, "longs");
              out.writeByteArray(7, new byte[] {5, (byte) 0x80, 1});
              out.writeInt64(1, 2);
              out.writeInt32(2, 7);
            });
    byte[] floats =
        message(
            out -> {
              out.writeByteArray(4, littleEndian(1, 2, 3));
              out.writeByteArray(1, new byte[] {3, 1});
              out.writeInt32(2, 1);
              out.writeString(8, "floats");
            });
    return model(raw("weight", 1, littleEndian(1, 2, 3, 4, 5, 6), 2, 3), longs, floats);
  }

  private static byte[] mutate(byte[] valid, Random random) {
    byte[] mutated = valid.clone();
    switch (random.nextInt(3)) {
      case 0 -> {
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 1 -> mutated = Arrays.copyOf(valid, random.nextInt(valid.length));
      default -> {
        byte[] noise = new byte[1 + random.nextInt(6)];
        random.nextBytes(noise);
        int at = random.nextInt(valid.length - noise.length);
        System.arraycopy(noise, 0, mutated, at, noise.length);
      }
    }
    return mutated;
  }
}

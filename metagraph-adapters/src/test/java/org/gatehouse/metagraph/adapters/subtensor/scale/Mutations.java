package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes bytes that are nearly an answer, or none at all. */
final class Mutations {

  /** Compact integers at the ends of their modes, in their shortest form and not. */
  private static final List<byte[]> COMPACTS =
      List.of(
          HexText.decode("0xfc"),
          HexText.decode("0xfdff"),
          HexText.decode("0xfeffffff"),
          HexText.decode("0x0300000040"),
          HexText.decode("0x03ffffffff"),
          HexText.decode("0x13ffffffffffffffff"),
          HexText.decode("0x33ffffffffffffffffffffffffffffffff"),
          HexText.decode("0xff" + "ff".repeat(67)),
          HexText.decode("0x0100"),
          HexText.decode("0x02000000"),
          HexText.decode("0x0300000000"),
          HexText.decode("0x17000000000000000001"));

  private final List<byte[]> answers;
  private final SplittableRandom random;

  Mutations(List<byte[]> answers, SplittableRandom random) {
    this.answers = answers;
    this.random = random;
  }

  /** Returns answers to begin with; small ones more often, for they take less time. */
  static List<byte[]> answers() {
    List<byte[]> small = new ArrayList<>();
    List<byte[]> large = new ArrayList<>();
    for (String folder : List.of("given", "runtime")) {
      for (String name : Fixtures.names(folder, "")) {
        if (name.contains("_n3")) {
          small.add(Fixtures.bytes(name));
        } else if (name.contains("_n64")) {
          byte[] bytes = Fixtures.bytes(name);
          large.add(Arrays.copyOf(bytes, Math.min(bytes.length, 8192)));
          large.add(bytes);
        }
      }
    }
    byte[] state = Fixtures.bytes("runtime/spec218_state_n3");
    small.add(Arrays.copyOfRange(state, 2, state.length));
    List<byte[]> answers = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      answers.addAll(small);
    }
    answers.addAll(large);
    return answers;
  }

  int nextInt(int bound) {
    return random.nextInt(bound);
  }

  byte[] next() {
    if (random.nextInt(8) == 0) {
      return noise(random.nextInt(256));
    }
    byte[] bytes = any();
    for (int count = random.nextInt(4); count >= 0; count--) {
      bytes = mutate(bytes);
    }
    return bytes;
  }

  private byte[] any() {
    return answers.get(random.nextInt(answers.size())).clone();
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    if (length > 0 && random.nextBoolean()) {
      bytes[0] = 1;
    }
    return bytes;
  }

  private byte[] mutate(byte[] bytes) {
    int at = position(bytes);
    int length = Math.min(bytes.length - at, random.nextInt(64));
    return switch (random.nextInt(9)) {
      case 0, 1 -> flip(bytes);
      case 2 -> join(bytes, at, noise(random.nextInt(8)), at);
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> join(bytes, at, new byte[0], at + length);
      case 5 -> splice(bytes, at);
      case 6 -> join(bytes, at, compact(), at);
      case 7 -> join(bytes, at, compact(), Math.min(bytes.length, at + 1 + random.nextInt(4)));
      default -> join(bytes, at, new byte[length], at + length);
    };
  }

  /** Most of what is decided by few bytes lies in front. */
  private int position(byte[] bytes) {
    int bound = random.nextInt(3) == 0 ? Math.min(bytes.length, 64) : bytes.length;
    return random.nextInt(bound + 1);
  }

  private byte[] compact() {
    return COMPACTS.get(random.nextInt(COMPACTS.size()));
  }

  private byte[] flip(byte[] bytes) {
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private byte[] splice(byte[] bytes, int at) {
    byte[] other = any();
    int from = random.nextInt(other.length);
    return join(bytes, at, Arrays.copyOfRange(other, from, other.length), bytes.length);
  }

  /** Returns bytes up to a position, then others, then the bytes from another position on. */
  private static byte[] join(byte[] bytes, int to, byte[] between, int from) {
    byte[] joined = Arrays.copyOf(bytes, to + between.length + bytes.length - from);
    System.arraycopy(between, 0, joined, to, between.length);
    System.arraycopy(bytes, from, joined, to + between.length, bytes.length - from);
    return joined;
  }
}

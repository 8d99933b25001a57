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

  private static final int SMALL_FOR_EACH_LARGE = 64;

  private final List<List<byte[]>> answers;
  private final SplittableRandom random;

  Mutations(List<List<byte[]>> answers, SplittableRandom random) {
    this.answers = answers;
    this.random = random;
  }

  /** Returns answers to begin with, in the order of {@link Decoders#ALL}. */
  static List<List<byte[]>> answers() {
    List<byte[]> lite = named("lite");
    List<byte[]> selective = named("selective");
    List<byte[]> state = new ArrayList<>();
    for (byte[] wrapped : named("state")) {
      state.add(Arrays.copyOfRange(wrapped, 2, wrapped.length));
    }
    return List.of(lite, named("metagraph"), selective, selective, state);
  }

  private static List<byte[]> named(String kind) {
    List<byte[]> small = new ArrayList<>();
    List<byte[]> large = new ArrayList<>();
    for (String folder : List.of("given", "runtime")) {
      for (String name : Fixtures.names(folder, "")) {
        if (name.contains(kind) && name.contains("_n3")) {
          small.add(Fixtures.bytes(name));
        } else if (name.contains(kind) && name.contains("_n64")) {
          large.add(Fixtures.bytes(name));
        }
      }
    }
    // Small ones take less time and have as much to go wrong.
    List<byte[]> answers = new ArrayList<>(large);
    for (int i = 0; i < SMALL_FOR_EACH_LARGE; i++) {
      answers.addAll(small);
    }
    return answers;
  }

  int nextInt(int bound) {
    return random.nextInt(bound);
  }

  /** Returns the next bytes for a decoder, mostly near to an answer of its own. */
  byte[] next(int decoder) {
    int kind = random.nextInt(16);
    if (kind == 0) {
      return noise(random.nextInt(256));
    }
    byte[] bytes = any(kind == 1 ? random.nextInt(answers.size()) : decoder);
    for (int count = random.nextInt(4); count >= 0; count--) {
      bytes = mutate(bytes);
    }
    return bytes;
  }

  private byte[] any(int decoder) {
    List<byte[]> own = answers.get(decoder);
    return own.get(random.nextInt(own.size())).clone();
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
    byte[] other = any(random.nextInt(answers.size()));
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

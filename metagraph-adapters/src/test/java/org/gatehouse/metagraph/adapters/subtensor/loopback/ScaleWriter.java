package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes SCALE, the way the chain does. */
public final class ScaleWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Writes a whole number in so many bytes, the lowest first. */
  public ScaleWriter fixed(BigInteger value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(value.shiftRight(8 * i).byteValue());
    }
    return this;
  }

  /** Writes the low bytes of a number. */
  public ScaleWriter fixed(long value, int bytes) {
    return fixed(new BigInteger(Long.toUnsignedString(value)), bytes);
  }

  /** Writes a truth value. */
  public ScaleWriter bool(boolean value) {
    out.write(value ? 1 : 0);
    return this;
  }

  /** Writes an unsigned number in the shortest of the four modes. */
  public ScaleWriter compact(BigInteger value) {
    if (value.bitLength() <= 6) {
      return fixed(value.shiftLeft(2), 1);
    }
    if (value.bitLength() <= 14) {
      return fixed(value.shiftLeft(2).add(BigInteger.ONE), 2);
    }
    if (value.bitLength() <= 30) {
      return fixed(value.shiftLeft(2).add(BigInteger.TWO), 4);
    }
    int bytes = (value.bitLength() + 7) / 8;
    out.write((bytes - 4) << 2 | 3);
    return fixed(value, bytes);
  }

  /** Writes an unsigned number in the shortest of the four modes. */
  public ScaleWriter compact(long value) {
    return compact(new BigInteger(Long.toUnsignedString(value)));
  }

  /** Writes bytes as they are. */
  public ScaleWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Writes the count of the items and the items. */
  public <T> ScaleWriter vector(List<T> items, BiConsumer<ScaleWriter, T> item) {
    compact(items.size());
    items.forEach(i -> item.accept(this, i));
    return this;
  }

  /** Writes the count of the bytes and the bytes. */
  public ScaleWriter bytes(byte[] bytes) {
    return compact(bytes.length).raw(bytes);
  }

  /** Returns all that was written. */
  public byte[] toBytes() {
    return out.toByteArray();
  }
}

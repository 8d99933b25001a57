package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * An account of the chain: the 32 bytes of a public key.
 *
 * <p>The all-zero account is a real one. Immutable.
 */
public final class AccountId {

  /** The length of an account, in bytes. */
  public static final int BYTES = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private AccountId(byte[] bytes, int offset) {
    first = (long) LONG.get(bytes, offset);
    second = (long) LONG.get(bytes, offset + 8);
    third = (long) LONG.get(bytes, offset + 16);
    fourth = (long) LONG.get(bytes, offset + 24);
  }

  /**
   * Returns the account with a public key.
   *
   * @throws ScaleException unless there are 32 bytes
   */
  public static AccountId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new ScaleException(
          "an account: expected " + BYTES + " bytes, found " + bytes.length + " bytes");
    }
    return at(bytes, 0);
  }

  /** Returns the account in the 32 bytes from an offset on, which have to be there. */
  static AccountId at(byte[] bytes, int offset) {
    return new AccountId(bytes, offset);
  }

  /**
   * Returns the account with an SS58 address of prefix 42.
   *
   * @throws ScaleException if the text is no such address
   */
  public static AccountId ofSs58(String address) {
    return new Ss58().decode(address);
  }

  /** Returns a copy of the public key, 32 bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    copyTo(bytes, 0);
    return bytes;
  }

  void copyTo(byte[] target, int offset) {
    LONG.set(target, offset, first);
    LONG.set(target, offset + 8, second);
    LONG.set(target, offset + 16, third);
    LONG.set(target, offset + 24, fourth);
  }

  /**
   * Returns the SS58 address of prefix 42, 48 characters.
   *
   * <p>It is computed at each call; for many accounts, share one {@link Ss58}.
   */
  public String ss58() {
    return new Ss58().encode(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountId that
        && first == that.first
        && second == that.second
        && third == that.third
        && fourth == that.fourth;
  }

  @Override
  public int hashCode() {
    // Keys are as good as random, but made-up accounts often differ in few bytes only.
    return Long.hashCode(((first * 31 + second) * 31 + third) * 31 + fourth);
  }

  /** Returns the SS58 address of prefix 42. */
  @Override
  public String toString() {
    return ss58();
  }
}

package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.math.BigInteger;

/**
 * An internet address as the chain keeps it: one unsigned number of 128 bits, in which 10.0.0.1 is
 * 167772161.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record IpNumber(long high, long low) {

  private static final IpNumber ZERO = new IpNumber(0, 0);

  /** Returns the address with these bits. */
  static IpNumber of(long high, long low) {
    return high == 0 && low == 0 ? ZERO : new IpNumber(high, low);
  }

  /** Returns whether the number is 0: no address. */
  public boolean isZero() {
    return high == 0 && low == 0;
  }

  /** Returns the number. */
  public BigInteger number() {
    return new BigInteger(Long.toUnsignedString(high))
        .shiftLeft(64)
        .or(new BigInteger(Long.toUnsignedString(low)));
  }

  /**
   * Returns the address as text.
   *
   * @param ipType the type that was announced with it; 6 makes IPv6 of a number below 2^32, too
   * @return {@code 10.0.0.1}, or IPv6 as eight groups with no {@code ::}, such as {@code
   *     0:0:0:0:0:ffff:a00:1}
   */
  public String text(int ipType) {
    return ipType == 6 || high != 0 || low >>> 32 != 0 ? ipv6() : ipv4();
  }

  private String ipv4() {
    StringBuilder text = new StringBuilder(15);
    for (int shift = 24; shift >= 0; shift -= 8) {
      text.append((low >>> shift) & 0xFF).append(shift > 0 ? "." : "");
    }
    return text.toString();
  }

  private String ipv6() {
    StringBuilder text = new StringBuilder(39);
    for (int i = 7; i >= 0; i--) {
      long half = i > 3 ? high : low;
      text.append(Long.toHexString((half >>> (16 * (i & 3))) & 0xFFFF)).append(i > 0 ? ":" : "");
    }
    return text.toString();
  }
}

package org.gatehouse.metagraph.adapters.file;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** An internet address that the chain keeps as one number, as text. */
final class AxonAddress {

  private static final int IPV4_BITS = 32;

  private AxonAddress() {}

  /**
   * Returns the text of an address: IPv4 unless it is announced as IPv6 or too large, IPv6 in full.
   *
   * @param number the address, unsigned 128 bit
   * @param ipType the announced type, 6 for IPv6
   */
  static String text(BigInteger number, long ipType) {
    try {
      return number.bitLength() > IPV4_BITS || ipType == 6
          // Unlike InetAddress, this leaves an IPv4 address in IPv6's clothes what it is.
          ? Inet6Address.getByAddress(null, bytes(number, 16), -1).getHostAddress()
          : InetAddress.getByAddress(bytes(number, 4)).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  private static byte[] bytes(BigInteger number, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[length - 1 - i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }
}

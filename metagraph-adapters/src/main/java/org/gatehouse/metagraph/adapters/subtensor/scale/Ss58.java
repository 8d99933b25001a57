package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * Accounts as SS58 addresses of one prefix: base 58 of the prefix, the 32 bytes of the account and
 * the first two bytes of a blake2b-512 hash over both.
 *
 * <p>An address of prefix 42, which subtensor uses, has 48 characters and begins with 5. An object
 * keeps its hash and buffers, which makes thousands of addresses cheap; it serves one thread at a
 * time.
 */
public final class Ss58 {

  /** The prefix of generic Substrate chains, subtensor among them. */
  public static final int SUBSTRATE_PREFIX = 42;

  private static final int MAX_PREFIX = 16383;
  private static final int CHECKSUM = 2;
  private static final byte[] CONTEXT = "SS58PRE".getBytes(StandardCharsets.US_ASCII);

  private final int prefix;
  private final int length;
  private final int from;
  private final Blake2bDigest blake2b = new Blake2bDigest(512);
  private final byte[] hash = new byte[64];
  private final byte[] bytes = new byte[Base58.MAX_BYTES];
  private final Base58 base58 = new Base58();

  /** Creates a codec of addresses with prefix 42. */
  public Ss58() {
    this(SUBSTRATE_PREFIX);
  }

  /**
   * Creates a codec of addresses with a prefix.
   *
   * @param prefix 0 to 16383
   * @throws IllegalArgumentException if the prefix is outside its range
   */
  public Ss58(int prefix) {
    if (prefix < 0 || prefix > MAX_PREFIX) {
      throw new IllegalArgumentException(
          "an SS58 prefix: expected 0 to " + MAX_PREFIX + ", found " + prefix);
    }
    this.prefix = prefix;
    this.length = (prefix < 64 ? 1 : 2) + AccountId.BYTES + CHECKSUM;
    this.from = Base58.MAX_BYTES - length;
  }

  /** Returns the address of an account. */
  public String encode(AccountId account) {
    bytes[0] = 0;
    if (prefix < 64) {
      bytes[from] = (byte) prefix;
    } else {
      bytes[0] = (byte) (((prefix & 0xFC) >> 2) | 0x40);
      bytes[1] = (byte) ((prefix >> 8) | ((prefix & 3) << 6));
    }
    account.copyTo(bytes, Base58.MAX_BYTES - CHECKSUM - AccountId.BYTES);
    digest();
    System.arraycopy(hash, 0, bytes, Base58.MAX_BYTES - CHECKSUM, CHECKSUM);
    return base58.encode(bytes, length);
  }

  private void digest() {
    blake2b.update(CONTEXT, 0, CONTEXT.length);
    blake2b.update(bytes, from, length - CHECKSUM);
    blake2b.doFinal(hash, 0);
  }

  /**
   * Returns the account of an address.
   *
   * @throws ScaleException if the text is not an address of this prefix
   */
  public AccountId decode(String address) {
    if (address.length() > Base58.MAX_CHARS) {
      throw new ScaleException(
          "an SS58 address: expected at most "
              + Base58.MAX_CHARS
              + " characters, found "
              + address.length());
    }
    int found = base58.decode(address, bytes);
    if (found < 0) {
      throw bad(address, length + " bytes", "more than " + Base58.MAX_BYTES);
    }
    requirePrefix(address, found);
    if (found != length) {
      throw bad(address, length + " bytes", found + " bytes");
    }
    digest();
    int at = Base58.MAX_BYTES - CHECKSUM;
    if (bytes[at] != hash[0] || bytes[at + 1] != hash[1]) {
      throw bad(address, "the checksum " + hex(hash, 0), hex(bytes, at));
    }
    return AccountId.at(bytes, at - AccountId.BYTES);
  }

  private void requirePrefix(String address, int found) {
    if (found < 2) {
      throw bad(address, length + " bytes", found + " bytes");
    }
    int first = bytes[Base58.MAX_BYTES - found] & 0xFF;
    int second = bytes[Base58.MAX_BYTES - found + 1] & 0xFF;
    int present =
        first < 64 ? first : ((first & 0x3F) << 2) | (second >> 6) | ((second & 0x3F) << 8);
    boolean shortest = first < 64 || (first < 128 && present >= 64);
    if (!shortest) {
      throw bad(address, "the prefix " + prefix, "no prefix in its shortest form");
    }
    if (present != prefix) {
      throw bad(address, "the prefix " + prefix, "the prefix " + present);
    }
  }

  private static String hex(byte[] bytes, int at) {
    return String.format("%02x%02x", bytes[at], bytes[at + 1]);
  }

  private static ScaleException bad(String address, String expected, String found) {
    return new ScaleException(
        "the SS58 address \"" + address + "\": expected " + expected + ", found " + found);
  }
}

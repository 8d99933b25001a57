package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.gatehouse.metagraph.adapters.subtensor.scale.AccountId;

/** The accounts behind the names that tests give them. */
public final class Accounts {

  private Accounts() {}

  /**
   * Returns the 32 bytes of an SS58 address, or those of a short name: its ASCII bytes, and zeros.
   */
  public static byte[] bytes(String name) {
    if (name.length() == 48) {
      return AccountId.ofSs58(name).toBytes();
    }
    if (name.length() > AccountId.BYTES) {
      throw new IllegalArgumentException(name + " is longer than 32 characters and no address");
    }
    return Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), AccountId.BYTES);
  }

  /** Returns the address of an account that was given a short name. */
  public static String ss58(String name) {
    return AccountId.of(bytes(name)).ss58();
  }
}

package org.gatehouse.metagraph.adapters.subtensor.loopback;

import org.gatehouse.metagraph.adapters.subtensor.scale.HexText;

/** The storage keys that the node's answers know. */
final class StorageKeys {

  private static final String PALLET = "0x658faa385070e074c85bf6b568cf0555";

  private StorageKeys() {}

  static String networksAdded(int netuid) {
    return PALLET + "0e30450fc4d507a846032a7fa65d9a43" + u16(netuid);
  }

  static String subnetworkN(int netuid) {
    return PALLET + "a1048e9d244171852dfe8db314dc68ca" + u16(netuid);
  }

  private static String u16(int value) {
    return HexText.encode(new ScaleWriter().fixed(value, 2).toBytes()).substring(2);
  }
}

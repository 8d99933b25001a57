package org.gatehouse.metagraph.adapters.subtensor.chain;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.gatehouse.metagraph.adapters.subtensor.scale.HexText;

/**
 * The arguments of a function of the runtime: the subnet, and for some the indexes of the fields
 * asked for.
 */
record Arguments(int netuid, List<Integer> indexes) {

  /** The most values whose compact count is one byte. */
  private static final int MOST_INDEXES = 63;

  Arguments {
    if (indexes.size() > MOST_INDEXES) {
      throw new IllegalArgumentException("at most " + MOST_INDEXES + " indexes");
    }
  }

  static Arguments of(int netuid) {
    return new Arguments(netuid, List.of());
  }

  static byte[] u16(int value) {
    return new byte[] {(byte) value, (byte) (value >> 8)};
  }

  /** Returns the arguments in SCALE, joined without a length, as hex text. */
  String scale() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(u16(netuid));
    if (!indexes.isEmpty()) {
      bytes.write(indexes.size() << 2);
      indexes.forEach(index -> bytes.writeBytes(u16(index)));
    }
    return HexText.encode(bytes.toByteArray());
  }

  /** Returns the arguments of the node's own method. */
  Object[] json(String hash) {
    return indexes.isEmpty() ? new Object[] {netuid, hash} : new Object[] {netuid, indexes, hash};
  }
}

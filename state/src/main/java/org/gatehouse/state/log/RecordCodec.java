package org.gatehouse.state.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.RecordedScores;
import org.jspecify.annotations.Nullable;

/**
 * Records as bytes: u32 length of the body, u32 CRC-32C of the length and the body, the body.
 * Big-endian.
 *
 * <p>The body begins with the kind (u8) and the record's sequence number (i64), so that a record in
 * the wrong place is noticed. Lists begin with their length (i32); text is UTF-8 with its length in
 * bytes.
 */
final class RecordCodec {

  /** The bytes before a body. */
  static final int HEADER = 8;

  /** The longest body: a hundred times the largest network's resync. */
  static final int LONGEST = 1 << 30;

  private static final int STEP = 1;
  private static final int RESYNC = 2;

  private RecordCodec() {}

  static byte[] encode(long sequence, LogRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(0);
      out.writeByte(record instanceof LogRecord.Step ? STEP : RESYNC);
      out.writeLong(sequence);
      if (record instanceof LogRecord.Step step) {
        write(out, step);
      } else if (record instanceof LogRecord.Resync resync) {
        write(out, resync);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] encoded = bytes.toByteArray();
    int length = encoded.length - HEADER;
    ByteBuffer header = ByteBuffer.wrap(encoded);
    header.putInt(length).putInt(checksum(length, header.slice(HEADER, length)));
    return encoded;
  }

  static int checksum(int length, ByteBuffer body) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(4).putInt(length).flip());
    crc.update(body.duplicate());
    return (int) crc.getValue();
  }

  private static void write(DataOutputStream out, LogRecord.Step step) throws IOException {
    out.writeLong(step.step());
    Uids uids = step.scores().uids();
    out.writeInt(uids.size());
    for (int i = 0; i < uids.size(); i++) {
      out.writeInt(uids.get(i));
      out.writeFloat(step.rewards()[i]);
    }
    byte[] payload = step.scores().payload();
    out.writeInt(payload.length);
    out.write(payload);
  }

  private static void write(DataOutputStream out, LogRecord.Resync resync) throws IOException {
    out.writeInt(resync.netuid());
    out.writeLong(resync.block());
    SortedMap<Integer, String> before = resync.before();
    out.writeBoolean(before != null);
    if (before != null) {
      writePeers(out, before);
    }
    writePeers(out, resync.changes());
  }

  private static void writePeers(
      DataOutputStream out, Map<Integer, ? extends @Nullable String> peers) throws IOException {
    out.writeInt(peers.size());
    for (Map.Entry<Integer, ? extends @Nullable String> peer : peers.entrySet()) {
      out.writeInt(peer.getKey());
      String hotkey = peer.getValue();
      byte[] text = hotkey == null ? new byte[0] : hotkey.getBytes(StandardCharsets.UTF_8);
      out.writeInt(hotkey == null ? -1 : text.length);
      out.write(text);
    }
  }

  /**
   * Reads a body whose checksum is right.
   *
   * @throws IOException if it is not one of the expected sequence number, or not a record at all
   */
  static LogRecord decode(long sequence, byte[] body) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      int kind = in.readUnsignedByte();
      long found = in.readLong();
      if (found != sequence) {
        throw new IOException("expected record " + sequence + ", found record " + found);
      }
      LogRecord record =
          switch (kind) {
            case STEP -> readStep(in);
            case RESYNC -> readResync(in);
            default -> throw new IOException("expected a record of kind 1 or 2, found " + kind);
          };
      if (in.available() > 0) {
        throw new IOException("record " + sequence + " has " + in.available() + " bytes too many");
      }
      return record;
    }
  }

  private static LogRecord readStep(DataInputStream in) throws IOException {
    long step = in.readLong();
    int size = count(in, 8);
    int[] uids = new int[size];
    float[] rewards = new float[size];
    for (int i = 0; i < size; i++) {
      uids[i] = in.readInt();
      rewards[i] = in.readFloat();
      if (uids[i] < 0) {
        throw new IOException("expected uids from 0, found " + uids[i]);
      }
    }
    byte[] payload = in.readNBytes(count(in, 1));
    return new LogRecord.Step(step, new RecordedScores(Uids.of(uids), payload), rewards);
  }

  private static LogRecord readResync(DataInputStream in) throws IOException {
    int netuid = in.readInt();
    long block = in.readLong();
    SortedMap<Integer, String> before = null;
    if (in.readBoolean()) {
      SortedMap<Integer, String> peers = new TreeMap<>();
      readPeers(in)
          .forEach(
              (uid, hotkey) -> {
                if (hotkey != null) {
                  peers.put(uid, hotkey);
                }
              });
      before = peers;
    }
    return new LogRecord.Resync(netuid, block, before, readPeers(in));
  }

  private static SortedMap<Integer, @Nullable String> readPeers(DataInputStream in)
      throws IOException {
    int size = count(in, 8);
    SortedMap<Integer, @Nullable String> peers = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      int uid = in.readInt();
      int length = in.readInt();
      if (length > in.available()) {
        throw new IOException("a hotkey of " + length + " bytes runs past the end of the record");
      }
      peers.put(uid, length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }
    return peers;
  }

  /** Reads the length of a list, of which each element takes at least so many bytes. */
  private static int count(DataInputStream in, int bytesEach) throws IOException {
    int count = in.readInt();
    if (count < 0 || (long) count * bytesEach > in.available()) {
      throw new IOException("a list of " + count + " runs past the end of the record");
    }
    return count;
  }
}

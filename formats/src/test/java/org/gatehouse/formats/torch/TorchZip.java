package org.gatehouse.formats.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Writes zips as torch does, and as it should not. */
final class TorchZip {

  /** One entry; what is said about it need not be true. */
  static final class Entry {
    String name;
    byte[] bytes;
    String localName;
    int flags;
    int method;
    long size;
    long storedSize;
    int crc;
    long offset = -1;
  }

  private final List<Entry> entries = new ArrayList<>();

  static TorchZip ofPickle(byte[] pickle) {
    return new TorchZip().with("a/data.pkl", pickle).with("a/version", "3\n");
  }

  TorchZip with(String name, String text) {
    return with(name, text.getBytes(StandardCharsets.US_ASCII));
  }

  TorchZip with(String name, byte[] bytes) {
    Entry entry = new Entry();
    entry.name = name;
    entry.localName = name;
    entry.bytes = bytes;
    entry.size = bytes.length;
    entry.storedSize = bytes.length;
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.crc = (int) crc.getValue();
    entries.add(entry);
    return this;
  }

  Entry entry(int index) {
    return entries.get(index);
  }

  byte[] bytes() {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      byte[] name = entry.localName.getBytes(StandardCharsets.UTF_8);
      if (entry.offset < 0) {
        entry.offset = zip.size();
      }
      ByteBuffer local = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
      local.putInt(0x04034b50).putShort((short) 0).putShort((short) entry.flags);
      local.putShort((short) entry.method).putInt(0).putInt(entry.crc);
      local.putInt((int) entry.storedSize).putInt((int) entry.size);
      local.putShort((short) name.length).putShort((short) 0);
      zip.writeBytes(local.array());
      zip.writeBytes(name);
      zip.writeBytes(entry.bytes);
    }
    int start = zip.size();
    for (Entry entry : entries) {
      byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
      ByteBuffer header = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
      header.putInt(0x02014b50).putInt(0).putShort((short) entry.flags);
      header.putShort((short) entry.method).putInt(0).putInt(entry.crc);
      header.putInt((int) entry.storedSize).putInt((int) entry.size);
      header.putShort((short) name.length);
      header.putInt(42, (int) entry.offset);
      zip.writeBytes(header.array());
      zip.writeBytes(name);
    }
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054b50).putInt(0).putShort((short) entries.size());
    end.putShort((short) entries.size()).putInt(zip.size() - start).putInt(start);
    zip.writeBytes(end.array());
    return zip.toByteArray();
  }
}

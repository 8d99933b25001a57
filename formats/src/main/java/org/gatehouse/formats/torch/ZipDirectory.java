package org.gatehouse.formats.torch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.formats.FormatException;

/**
 * Reads the directory of a zip whose entries are stored as they are, under one folder.
 *
 * <p>Compressed or encrypted entries, entries that overlap, names that lead out of the folder and
 * names that come twice are refused. Source of the layout: PKWARE's APPNOTE 6.3.
 */
final class ZipDirectory {

  private static final int HEADER_BYTES = 46;
  private static final int HEADER_SIGNATURE = 0x02014b50;
  private static final int LOCAL_BYTES = 30;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int ENCRYPTED = 1 | 1 << 6;

  /** An entry as the directory has it. */
  private record Listed(String name, long offset, long size, long crc) {}

  private final FileBytes file;
  private final Map<String, ZipEntrySpan> entries = new HashMap<>();
  private String folder = "";

  private ZipDirectory(FileBytes file) {
    this.file = file;
  }

  /** Returns the entries by their names below the folder that all share. */
  static Map<String, ZipEntrySpan> read(FileBytes file) {
    ZipDirectory directory = new ZipDirectory(file);
    directory.read(ZipEnd.read(file));
    return directory.entries;
  }

  private void read(ZipEnd end) {
    ByteBuffer bytes = file.read(end.start(), (int) (end.end() - end.start()));
    List<Listed> listed = new ArrayList<>();
    for (int i = 0; i < end.entries(); i++) {
      listed.add(header(bytes, i));
    }
    if (bytes.hasRemaining()) {
      throw refusal("expected " + end.entries() + " entries, found more bytes in the directory");
    }
    listed.sort(Comparator.comparingLong(Listed::offset));
    for (int i = 0; i < listed.size(); i++) {
      long limit = i + 1 < listed.size() ? listed.get(i + 1).offset() : end.start();
      locate(listed.get(i), limit);
    }
  }

  private Listed header(ByteBuffer bytes, int index) {
    if (bytes.remaining() < HEADER_BYTES || bytes.getInt(bytes.position()) != HEADER_SIGNATURE) {
      throw refusal("expected directory entry " + index + ", found other bytes");
    }
    ByteBuffer header = slice(bytes, HEADER_BYTES);
    int nameBytes = Short.toUnsignedInt(header.getShort(28));
    int extraBytes = Short.toUnsignedInt(header.getShort(30));
    int commentBytes = Short.toUnsignedInt(header.getShort(32));
    if (bytes.remaining() < nameBytes + extraBytes + commentBytes) {
      throw refusal("expected the name of directory entry " + index + ", found the end");
    }
    String name = text(slice(bytes, nameBytes));
    ByteBuffer extra = slice(bytes, extraBytes);
    bytes.position(bytes.position() + commentBytes);
    checkStored(name, header.getShort(8), header.getShort(10));
    long[] sizes =
        Zip64Extra.resolve(
            extra,
            Integer.toUnsignedLong(header.getInt(24)),
            Integer.toUnsignedLong(header.getInt(20)),
            Integer.toUnsignedLong(header.getInt(42)));
    if (sizes[0] != sizes[1] || sizes[0] < 0 || sizes[2] < 0) {
      throw refusal(
          "entry '%s': expected as many stored bytes as it has, found %s of %s at byte %s"
              .formatted(
                  name,
                  Long.toUnsignedString(sizes[1]),
                  Long.toUnsignedString(sizes[0]),
                  Long.toUnsignedString(sizes[2])));
    }
    return new Listed(name, sizes[2], sizes[0], Integer.toUnsignedLong(header.getInt(16)));
  }

  private void checkStored(String name, int flags, int method) {
    if ((flags & ENCRYPTED) != 0) {
      throw refusal("entry '" + name + "': expected plain bytes, found encrypted ones");
    }
    if (method != 0) {
      throw refusal(
          "entry '%s': expected stored bytes (method 0), found compression method %d"
              .formatted(name, Short.toUnsignedInt((short) method)));
    }
  }

  /** Finds an entry's bytes, which have to end before the next entry begins. */
  private void locate(Listed listed, long limit) {
    String name = checkName(listed.name());
    long room = limit - listed.offset();
    ByteBuffer local =
        room < LOCAL_BYTES ? ByteBuffer.allocate(0) : file.read(listed.offset(), LOCAL_BYTES);
    if (!local.hasRemaining() || local.getInt(0) != LOCAL_SIGNATURE) {
      throw refusal(
          "entry '%s': expected its header at byte %d, found %s"
              .formatted(
                  listed.name(),
                  listed.offset(),
                  room < LOCAL_BYTES ? "another entry or the directory there" : "other bytes"));
    }
    checkStored(listed.name(), local.getShort(6), local.getShort(8));
    int nameBytes = Short.toUnsignedInt(local.getShort(26));
    long before = (long) LOCAL_BYTES + nameBytes + Short.toUnsignedInt(local.getShort(28));
    if (listed.size() > room - before) {
      throw refusal(
          "entry '%s': expected %d bytes before byte %d, where something else begins; it overlaps"
              .formatted(listed.name(), listed.size(), limit));
    }
    String again = text(file.read(listed.offset() + LOCAL_BYTES, nameBytes));
    if (!again.equals(listed.name())) {
      throw refusal(
          "entry '" + listed.name() + "': expected that name in its header, found '" + again + "'");
    }
    ZipEntrySpan span =
        new ZipEntrySpan(name, listed.offset() + before, listed.size(), listed.crc());
    if (entries.put(name, span) != null) {
      throw refusal("entry '" + listed.name() + "': expected names that come once, found it twice");
    }
  }

  /** Returns the part of the name below the folder. */
  private String checkName(String name) {
    int slash = name.indexOf('/');
    String first = name.substring(0, Math.max(0, slash));
    boolean safe =
        slash > 0
            && slash < name.length() - 1
            && name.chars().allMatch(c -> c >= ' ' && c != '\\' && (c < 0x7f || c > 0x9f));
    for (String part : name.split("/", -1)) {
      safe &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    if (!safe || (!entries.isEmpty() && !first.equals(folder))) {
      throw refusal(
          "entry '%s': expected a plain name below one folder%s"
              .formatted(
                  name.replaceAll("\\p{Cntrl}", "?"),
                  entries.isEmpty() ? "" : ", such as '" + folder + "/data/0'"));
    }
    folder = first;
    return name.substring(slash + 1);
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private static ByteBuffer slice(ByteBuffer bytes, int length) {
    ByteBuffer slice = bytes.slice(bytes.position(), length).order(bytes.order());
    bytes.position(bytes.position() + length);
    return slice;
  }

  private FormatException refusal(String problem) {
    return new FormatException(file.origin(), "zip: " + problem);
  }
}

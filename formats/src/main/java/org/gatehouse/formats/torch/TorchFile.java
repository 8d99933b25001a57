package org.gatehouse.formats.torch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.gatehouse.formats.FormatException;
import org.gatehouse.formats.pickle.PickleClasses;
import org.gatehouse.formats.pickle.PickleReader;
import org.jspecify.annotations.Nullable;

/**
 * An open file of {@code torch.save}, torch 1.6 or newer: a zip of one pickle and, as stored
 * entries, the elements of its tensors.
 *
 * <p>Opening reads the pickle only, as {@link PickleReader} does: tensors and parameters become
 * {@link TorchTensor}, {@code OrderedDict} becomes {@link org.gatehouse.formats.pickle.PickleDict},
 * and classes of the file's author need to be allowed by the caller. Elements are read when they
 * are asked for. Threads may share an instance; an interrupt while reading closes the file.
 *
 * <p>The format of torch before 1.6, which is no zip, is refused: it is a chain of pickles whose
 * lengths only running them would tell.
 */
public final class TorchFile implements AutoCloseable {

  private static final int MAX_PICKLE_BYTES = 1 << 28;
  private static final int MAX_NOTE_BYTES = 16;

  /** A pickle of torch's magic number begins this way: PROTO 2, LONG1 of 10 bytes. */
  private static final byte[] LEGACY = {
    (byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a
  };

  private final SeekableByteChannel channel;
  private final FileBytes file;
  private final @Nullable Object value;

  private TorchFile(SeekableByteChannel channel, String origin, PickleClasses allowed) {
    this.channel = channel;
    file = new FileBytes(origin, channel);
    refuseLegacy(file.read(0, (int) Math.min(LEGACY.length, file.size())), origin);
    Map<String, ZipEntrySpan> entries = ZipDirectory.read(file);
    checkNote(entries, "version", "the digits of a version", "[1-9][0-9]?\n?");
    if (entries.containsKey("byteorder")) {
      checkNote(entries, "byteorder", "little", "little");
    }
    for (String name : entries.keySet()) {
      if (name.endsWith("/data.pkl")) {
        throw new FormatException(origin, "expected one data.pkl, found another, '" + name + "'");
      }
    }
    ByteBuffer pickle = file.read(require(entries, "data.pkl"), MAX_PICKLE_BYTES);
    byte[] bytes = new byte[pickle.remaining()];
    pickle.get(bytes);
    value =
        PickleReader.read(
            new ByteArrayInputStream(bytes),
            origin + "!data.pkl",
            MAX_PICKLE_BYTES,
            TorchNames.addTo(allowed),
            new TorchNames(file, entries));
  }

  /**
   * Opens a file and reads its pickle.
   *
   * @param allowed the names besides torch's own that the pickle may use
   * @throws FormatException if it is not a complete torch file, or its pickle is refused
   * @throws UncheckedIOException if it cannot be read
   */
  public static TorchFile open(Path path, PickleClasses allowed) {
    try {
      return open(FileChannel.open(path, StandardOpenOption.READ), path.toString(), allowed);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be opened: " + e, e);
    }
  }

  /**
   * Reads the pickle of an open file, which now belongs to the result; a refusal closes it.
   *
   * @param origin what messages call the file
   * @param allowed the names besides torch's own that the pickle may use
   * @throws FormatException if it is not a complete torch file, or its pickle is refused
   * @throws UncheckedIOException if it cannot be read
   */
  public static TorchFile open(SeekableByteChannel channel, String origin, PickleClasses allowed) {
    try {
      return new TorchFile(channel, origin, allowed);
    } catch (RuntimeException e) {
      try {
        channel.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /**
   * Refuses the first bytes of a file if they are of torch before 1.6.
   *
   * @param start the first bytes, 16 or as many as there are
   * @param origin what messages call the file
   * @throws FormatException if they are
   */
  public static void refuseLegacy(ByteBuffer start, String origin) {
    if (start.remaining() >= LEGACY.length
        && start.slice(start.position(), LEGACY.length).equals(ByteBuffer.wrap(LEGACY))) {
      throw new FormatException(
          origin,
          "expected a zip, found the format of torch before 1.6, a chain of pickles whose lengths"
              + " only running them would tell; load and save it with a newer torch");
    }
  }

  private void checkNote(
      Map<String, ZipEntrySpan> entries, String name, String expected, String pattern) {
    ByteBuffer bytes = file.read(require(entries, name), MAX_NOTE_BYTES);
    String text = StandardCharsets.ISO_8859_1.decode(bytes).toString();
    if (!text.matches(pattern)) {
      throw new FormatException(
          file.origin(),
          "entry '%s': expected %s, found '%s'"
              .formatted(name, expected, text.replaceAll("\\p{Cntrl}", "?")));
    }
  }

  private ZipEntrySpan require(Map<String, ZipEntrySpan> entries, String name) {
    ZipEntrySpan entry = entries.get(name);
    if (entry == null) {
      throw new FormatException(
          file.origin(),
          "expected a torch file with an entry '%s', found a zip of %d entries without it"
              .formatted(name, entries.size()));
    }
    return entry;
  }

  /** Returns what was saved, such as a {@link org.gatehouse.formats.pickle.PickleDict}. */
  public @Nullable Object value() {
    return value;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file.origin() + ": cannot be closed: " + e, e);
    }
  }
}

package com.example.validator;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A file to which events are appended, a JSON object a line; {@code gatehouse replay} reads it.
 *
 * <p>Safe for use by many threads.
 */
final class EventLog implements AutoCloseable {

  private final FileChannel file;

  private EventLog(FileChannel file) {
    this.file = file;
  }

  /** Opens a log, which may be there already. */
  static EventLog open(Path path) {
    try {
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      EventLog log = new EventLog(file);
      log.endTornLine();
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process that was killed may have left half an event: the next one gets a line of its own. */
  private void endTornLine() throws IOException {
    long size = file.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    file.position(size);
    if (size > 0 && file.read(last, size - 1) == 1 && last.get(0) != '\n') {
      file.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
  }

  /** Appends an event of text, numbers, lists and nulls. */
  synchronized void append(Map<String, ?> event) {
    String json = ConfigValueFactory.fromMap(event).render(ConfigRenderOptions.concise());
    ByteBuffer line = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        file.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.gatehouse.state.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file of the log on disk.
 *
 * <p>Plain file access on purpose: a channel would be closed by the interruption of a thread that
 * writes.
 */
public final class DiskFile implements LogFile {

  private final RandomAccessFile file;

  /** Opens a file, which is created where it is missing. */
  public DiskFile(Path path) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
  }

  @Override
  public void write(long position, byte[] bytes) throws IOException {
    file.seek(position);
    file.write(bytes);
  }

  @Override
  public void truncate(long size) throws IOException {
    file.setLength(size);
  }

  @Override
  public void force() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

package org.gatehouse.state.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The file that a segment of the log is written to. */
public interface LogFile extends Closeable {

  /** Writes all of some bytes at a position. */
  void write(long position, byte[] bytes) throws IOException;

  /** Cuts the file off. */
  void truncate(long size) throws IOException;

  /** Forces all that was written to disk. */
  void force() throws IOException;

  /** Opens the files of a log. */
  @FunctionalInterface
  interface Opener {

    /** Opens a file, which is created where it is missing. */
    LogFile open(Path path) throws IOException;
  }
}

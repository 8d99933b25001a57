package org.gatehouse.state.fakes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.state.log.DiskFile;
import org.gatehouse.state.log.LogFile;

/** A disk of which a test says what it does not do any more. */
public final class FailingDisk implements LogFile.Opener {

  /** Of each write only so many bytes fit; -1 for all. */
  public volatile int room = -1;

  public volatile boolean cannotTruncate;

  /** How many of the next attempts to force fail; a real one reports each loss only once. */
  public final AtomicInteger failingForces = new AtomicInteger();

  @Override
  public LogFile open(Path path) throws IOException {
    LogFile file = new DiskFile(path);
    return new LogFile() {

      @Override
      public void write(long position, byte[] bytes) throws IOException {
        int fits = room;
        if (fits >= 0 && fits < bytes.length) {
          file.write(position, Arrays.copyOf(bytes, fits));
          throw new IOException("No space left on device");
        }
        file.write(position, bytes);
      }

      @Override
      public void truncate(long size) throws IOException {
        if (cannotTruncate) {
          throw new IOException("Input/output error");
        }
        file.truncate(size);
      }

      @Override
      public void force() throws IOException {
        if (failingForces.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          throw new IOException("Input/output error");
        }
        file.force();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}

package org.gatehouse.state.fakes;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that wants a lock: exit code 0 if it got it, 3 if not. */
public final class LockProbe {

  private LockProbe() {}

  public static void main(String[] arguments) throws Exception {
    try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
      System.exit(channel.tryLock() == null ? 3 : 0);
    }
  }
}

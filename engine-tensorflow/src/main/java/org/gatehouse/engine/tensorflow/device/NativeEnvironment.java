package org.gatehouse.engine.tensorflow.device;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The environment variables as native code sees them, which Java cannot change by itself. */
final class NativeEnvironment {

  private static final Logger LOG = LoggerFactory.getLogger(NativeEnvironment.class);

  private NativeEnvironment() {}

  /** Gives a variable a value, unless the user has. */
  static void setDefault(String name, String value) {
    if (Platform.isWindows()) {
      return;
    }
    try {
      Native.load("c", CLibrary.class).setenv(name, value, 0);
    } catch (LinkageError e) {
      LOG.debug("{} stays as it is: the C library cannot be called", name, e);
    }
  }

  /** The calls of the C library that are needed here. */
  interface CLibrary extends Library {
    int setenv(String name, String value, int overwrite);
  }
}

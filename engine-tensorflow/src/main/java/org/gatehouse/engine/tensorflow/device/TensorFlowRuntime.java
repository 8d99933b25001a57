package org.gatehouse.engine.tensorflow.device;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.gatehouse.engine.tensorflow.EngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.TensorFlow;

/**
 * TensorFlow's native library, loaded once in a process. Whoever touches {@code org.tensorflow}
 * calls {@link #load} first. Thread-safe.
 */
public final class TensorFlowRuntime {

  private static final Logger LOG = LoggerFactory.getLogger(TensorFlowRuntime.class);

  private TensorFlowRuntime() {}

  /**
   * Loads the native library with our defaults; what the user has set in the environment or as a
   * system property wins. Further calls do nothing.
   *
   * @throws EngineException if there is no native library for this platform, or it does not load
   */
  public static void load() {
    String version = Loaded.VERSION;
    LOG.trace("TensorFlow {}", version);
  }

  /** The version of the native library, such as {@code 2.18.0}. */
  public static String version() {
    load();
    return Loaded.VERSION;
  }

  private static final class Loaded {
    static final String VERSION = loadNow();
  }

  private static String loadNow() {
    setDefaults();
    try {
      return TensorFlow.version();
    } catch (LinkageError e) {
      throw new EngineException(
          "TensorFlow's native library cannot be loaded: %s. On the class path: %s."
              .formatted(e.getMessage(), NativeBuild.onClassPath()),
          e);
    }
  }

  private static void setDefaults() {
    // JavaCPP by default refuses to allocate once the whole process is four times larger than the
    // Java heap may be, which models outside the heap reach with ease.
    defaultProperty("org.bytedeco.javacpp.maxBytes", "0");
    defaultProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    // Warnings and notes of the native library would go to stderr past every logger.
    defaultEnvironment("TF_CPP_MIN_LOG_LEVEL", "2");
    // Rounding matrix products to 10 bits of mantissa changes scores between GPU and CPU.
    defaultEnvironment("NVIDIA_TF32_OVERRIDE", "0");
  }

  private static void defaultProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  private static void defaultEnvironment(String name, String value) {
    if (Platform.isWindows()) {
      return;
    }
    try {
      Native.load("c", CLibrary.class).setenv(name, value, 0);
    } catch (LinkageError e) {
      LOG.debug("{} stays as it is: the C library cannot be called", name, e);
    }
  }

  /** The one call that changes what native code sees as its environment. */
  interface CLibrary extends Library {
    int setenv(String name, String value, int overwrite);
  }
}

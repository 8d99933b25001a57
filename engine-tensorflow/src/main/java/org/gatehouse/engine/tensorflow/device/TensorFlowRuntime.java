package org.gatehouse.engine.tensorflow.device;

import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.lifecycle.HostThread;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;

/**
 * TensorFlow's native library, loaded once in a process. Whoever touches {@code org.tensorflow}
 * calls {@link #load} first. Thread-safe.
 */
public final class TensorFlowRuntime {

  private static @Nullable String version;

  private TensorFlowRuntime() {}

  /**
   * Loads the native library with our defaults; what the user has set in the environment or as a
   * system property wins. Further calls do nothing.
   *
   * @throws EngineException if there is no native library for this platform, or it does not load
   */
  public static void load() {
    version();
  }

  /** The version of the native library, such as {@code 2.18.0}; loads it. */
  public static synchronized String version() {
    String loaded = version;
    if (loaded == null) {
      loaded = HostThread.call(TensorFlowRuntime::loadNow);
      version = loaded;
    }
    return loaded;
  }

  private static String loadNow() {
    setDefaults();
    // TensorFlow looks for CUDA while it is loaded.
    GpuSupport.ofProcess();
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
    // Its notes and warnings go to stderr, past every logger. Two lines remain: its compiler has a
    // logger of its own that nothing outside can reach.
    NativeEnvironment.setDefault("TF_CPP_MIN_LOG_LEVEL", "2");
    // Rounding matrix products to 10 bits of mantissa changes scores between GPU and CPU.
    NativeEnvironment.setDefault("NVIDIA_TF32_OVERRIDE", "0");
  }

  private static void defaultProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}

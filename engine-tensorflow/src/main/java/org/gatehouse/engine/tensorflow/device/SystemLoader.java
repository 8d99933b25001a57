package org.gatehouse.engine.tensorflow.device;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The loader of the C library, on Linux. */
final class SystemLoader implements DynamicLoader {

  private static final int LAZY = 0x1;

  // What is open already is found under its file name by whoever asks for it later.
  private static final int GLOBAL = 0x100;

  private final LoaderCalls calls = Native.load(null, LoaderCalls.class);
  private final Map<String, Pointer> handles = new HashMap<>();

  SystemLoader() {
    // Java finds a native function at its first use, by calls of the loader that would overwrite
    // the reason of a failure: here are the first uses of all that reading one takes.
    calls.dlerror();
    try (Memory text = new Memory(1)) {
      text.clear();
      text.getString(0);
    }
  }

  @Override
  public Optional<String> open(String name) {
    Pointer handle = calls.dlopen(name, LAZY | GLOBAL);
    if (handle == null) {
      return Optional.of(Objects.requireNonNullElse(calls.dlerror(), "no reason given"));
    }
    handles.put(name, handle);
    return Optional.empty();
  }

  @Override
  public void close(String name) {
    Pointer handle = handles.remove(name);
    if (handle != null) {
      calls.dlclose(handle);
    }
  }

  /** The calls that are needed here. */
  interface LoaderCalls extends Library {
    @Nullable Pointer dlopen(String name, int flags);

    int dlclose(Pointer handle);

    @Nullable String dlerror();
  }
}

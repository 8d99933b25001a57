package org.gatehouse.engine.tensorflow.tokenizer;

import java.util.function.Supplier;

/**
 * Runs code under the class loader of the engine. The tokenizers' library looks for its native code
 * through the thread's context class loader, and that may be a plugin's, which does not see it.
 */
final class EngineClassLoader {

  private EngineClassLoader() {}

  static <T> T call(Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(EngineClassLoader.class.getClassLoader());
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}

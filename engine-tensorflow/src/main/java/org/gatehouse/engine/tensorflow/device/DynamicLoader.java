package org.gatehouse.engine.tensorflow.device;

import java.util.Optional;

/** What opens native libraries for this process. */
interface DynamicLoader {

  /**
   * Opens a library, which stays open until it is closed here.
   *
   * @param name a path, or a file name that is looked for as the operating system does
   * @return why it cannot be opened, or nothing if it is
   */
  Optional<String> open(String name);

  /** Takes back an opening under this very name. */
  void close(String name);
}

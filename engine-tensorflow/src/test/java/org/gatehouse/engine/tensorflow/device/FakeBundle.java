package org.gatehouse.engine.tensorflow.device;

import java.io.IOException;
import java.nio.file.Path;

/** A bundle whose files need not exist. */
record FakeBundle(boolean isThere, String full) implements CudaBundle {

  static final FakeBundle ABSENT = new FakeBundle(false, "");
  static final FakeBundle PRESENT = new FakeBundle(true, "");

  /** A bundle on a disk that is full when it comes to this library. */
  static FakeBundle fullAt(String library) {
    return new FakeBundle(true, library);
  }

  @Override
  public Path file(String library) throws IOException {
    if (library.equals(full)) {
      throw new IOException("No space left on device");
    }
    return Path.of("/bundle", library);
  }
}

package org.gatehouse.engine.tensorflow.device;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A loader that finds what it is told to, and any path. */
final class FakeLoader implements DynamicLoader {

  private final Set<String> installed = new HashSet<>();
  private final List<String> open = new ArrayList<>();

  FakeLoader install(List<String> libraries) {
    installed.addAll(libraries);
    return this;
  }

  FakeLoader remove(String library) {
    installed.remove(library);
    return this;
  }

  /** What is open, in the order of opening. */
  List<String> open() {
    return open;
  }

  @Override
  public Optional<String> open(String name) {
    if (!name.startsWith("/") && !installed.contains(name)) {
      return Optional.of(name + ": cannot open shared object file: No such file or directory");
    }
    open.add(name);
    return Optional.empty();
  }

  @Override
  public void close(String name) {
    open.remove(name);
  }
}

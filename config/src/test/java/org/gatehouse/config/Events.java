package org.gatehouse.config;

import java.util.ArrayList;
import java.util.List;

/** What the fakes of this thread did, in order. */
final class Events {

  private static final ThreadLocal<List<String>> LOG = ThreadLocal.withInitial(ArrayList::new);

  private Events() {}

  static void add(String event) {
    LOG.get().add(event);
  }

  /** Returns what happened since the last call. */
  static List<String> take() {
    List<String> events = List.copyOf(LOG.get());
    LOG.get().clear();
    return events;
  }
}

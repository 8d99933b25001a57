package org.gatehouse.formats.pickle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.gatehouse.formats.FormatException;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a pickle has built: how deep it is, that it has no loops, that nothing is left out.
 */
final class Nesting {

  private record Visit(PickleContainer container, Iterator<? extends @Nullable Object> children) {}

  /** The height of a container whose values are being visited. */
  private static final int OPEN = -1;

  private final String origin;
  private final int maxDepth;
  private final Deque<Visit> path = new ArrayDeque<>();

  private Nesting(String origin, int maxDepth) {
    this.origin = origin;
    this.maxDepth = maxDepth;
  }

  static void check(@Nullable Object value, String origin, int maxDepth) {
    new Nesting(origin, maxDepth).check(value);
  }

  private void check(@Nullable Object value) {
    enter(value);
    while (!path.isEmpty()) {
      Visit visit = path.getLast();
      if (visit.children().hasNext()) {
        enter(visit.children().next());
      } else {
        path.removeLast();
        leave(visit.container());
      }
    }
  }

  private void enter(@Nullable Object value) {
    if (value instanceof NumpyArray array && !array.isBuilt()) {
      throw new FormatException(origin, "expected a numpy array with its elements, found " + array);
    }
    if (!(value instanceof PickleContainer container)) {
      return;
    }
    if (container.height == OPEN) {
      throw new FormatException(
          origin, "expected values that do not hold themselves, found " + container + " that does");
    }
    if (path.size() + Math.max(1, container.height) > maxDepth) {
      throw new FormatException(
          origin, "expected values at most " + maxDepth + " deep, found " + container + " deeper");
    }
    if (container.height == 0) {
      Iterator<? extends @Nullable Object> children = container.children().iterator();
      container.height = children.hasNext() ? OPEN : 1;
      if (children.hasNext()) {
        path.addLast(new Visit(container, children));
      }
    }
  }

  private static void leave(PickleContainer container) {
    int height = 1;
    for (Object child : container.children()) {
      if (child instanceof PickleContainer below) {
        height = Math.max(height, 1 + below.height);
      }
    }
    container.height = height;
  }
}

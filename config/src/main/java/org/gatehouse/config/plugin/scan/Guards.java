package org.gatehouse.config.plugin.scan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;

/**
 * The try blocks of one method that catch what the JVM throws if a class is missing, while somebody
 * goes through its code.
 */
final class Guards {

  private static final String THROWABLE = "java/lang/Throwable";
  private static final Set<String> CAUGHT =
      Set.of(
          "java/lang/NoClassDefFoundError",
          "java/lang/ClassNotFoundException",
          "java/lang/LinkageError",
          "java/lang/Error",
          THROWABLE);

  private final List<Block> blocks = new ArrayList<>();
  private final List<Block> open = new ArrayList<>();
  private final Set<Label> closing = new HashSet<>();
  private @Nullable Label handler;
  private @Nullable Label before;

  private record Block(Label start, Label end, Label handler, String type) {}

  /** Adds a try block if it is one of them. */
  void add(Label start, Label end, Label handler, String type) {
    if (CAUGHT.contains(type)) {
      blocks.add(new Block(start, end, handler, type));
    }
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  void at(Label label) {
    for (Block block : blocks) {
      if (block.end() == label) {
        open.remove(block);
      }
      if (block.start() == label) {
        open.add(block);
      }
      if (block.handler() == label && block.type().equals(THROWABLE) && handler != label) {
        before = handler;
        handler = label;
      }
    }
  }

  /** Notes a call of {@code addSuppressed}. */
  void atSuppression() {
    // Compilers close a resource in a handler, and suppress in the next one what that throws.
    if (handler != null) {
      closing.add(handler);
    }
    if (before != null) {
      closing.add(before);
    }
  }

  /** The handlers of the blocks around the code. */
  List<Label> around() {
    return open.stream().map(Block::handler).toList();
  }

  /** Returns whether one of some handlers does more than to close a resource; known at the end. */
  boolean catchMissing(List<Label> handlers) {
    return !closing.containsAll(handlers);
  }
}

package org.gatehouse.host.shadow;

import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.SelectionRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a served gate was asked.
 *
 * @param messages what was scored
 * @param known the network at that time; {@code null} if none is known
 * @param choosing how peers were chosen; {@code null} if they were not
 */
public record Asked(
    List<Message> messages, @Nullable Metagraph known, @Nullable Choosing choosing) {

  /** Copies the list. */
  public Asked {
    messages = List.copyOf(messages);
  }

  /**
   * A message that was scored.
   *
   * @param scoresId what rewards will be told under
   * @param text the message
   * @param selection whom the served gate chose; {@code null} if nobody was asked for
   */
  public record Message(String scoresId, String text, @Nullable Selection selection) {}

  /**
   * How peers were chosen.
   *
   * @param selector the name of the selector
   * @param candidates whom it chose from
   */
  public record Choosing(String selector, SelectionRequest request, Metagraph candidates) {}
}

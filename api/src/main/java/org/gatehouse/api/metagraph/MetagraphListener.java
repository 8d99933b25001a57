package org.gatehouse.api.metagraph;

/**
 * Is told when a network changed.
 *
 * <p>Called by a thread of the source, one call at a time. What it throws is logged and does not
 * end the subscription.
 */
@FunctionalInterface
public interface MetagraphListener {

  /** Is called with the state before and after a change, which differ in content. */
  void changed(Metagraph previous, Metagraph latest);

  /** Is called when the source could not be read; the last good state stays in force. */
  default void failed(MetagraphException failure) {}
}

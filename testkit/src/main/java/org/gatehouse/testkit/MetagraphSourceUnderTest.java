package org.gatehouse.testkit;

import java.time.Duration;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.junit.jupiter.api.Assumptions;

/**
 * A network that {@link MetagraphSourceContract} can change, and the sources that read it.
 *
 * <p>Each test has one of its own, publishes a first state and then opens a source.
 */
public interface MetagraphSourceUnderTest extends AutoCloseable {

  /** Opens a source of this network. */
  MetagraphSource open();

  /**
   * Makes this the state of the network; from the return on, every reading finds it. Repairs what
   * {@link #breakIt} did.
   *
   * @param next of which netuid, block, uids and hotkeys matter; every other column is unknown
   */
  void publish(Metagraph next);

  /**
   * Returns how this network writes the hotkey of a peer that the contract calls {@code name}, at
   * most 32 ASCII characters; the name itself by default. Equal names have equal hotkeys, others
   * different ones.
   */
  default String hotkey(String name) {
    return name;
  }

  /** Makes the network unreadable; rules that need that are skipped by default. */
  default void breakIt() {
    Assumptions.abort("this network cannot be made unreadable");
  }

  /** Returns the longest time until a change is told; 10 seconds by default. */
  default Duration patience() {
    return Duration.ofSeconds(10);
  }

  /**
   * Returns how long nothing must be told for the contract to believe that nothing will be: several
   * readings of a source that polls; 200 ms by default.
   */
  default Duration quiet() {
    return Duration.ofMillis(200);
  }

  /** Ends what the network needs, such as a server; does nothing by default. */
  @Override
  default void close() {}
}

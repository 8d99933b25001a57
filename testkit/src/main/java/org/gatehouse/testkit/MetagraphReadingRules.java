package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.testkit.Told.describe;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.api.metagraph.SourceHealth.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The network that each test has to itself, and the rules of reading it. */
@DisplayNameGeneration(RuleNames.class)
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
abstract class MetagraphReadingRules {

  MetagraphSourceUnderTest network;
  MetagraphSource source;
  private boolean closed;

  /** Returns a new network, without a state so far. */
  protected abstract MetagraphSourceUnderTest network();

  @BeforeEach
  final void open() {
    network = network();
    network.publish(state(0));
    source = network.open();
  }

  @AfterEach
  final void close() {
    if (!closed) {
      source.close();
    }
    network.close();
  }

  /**
   * Returns one of several states, each a block later and with another peer than the one before.
   */
  final Metagraph state(int number) {
    return Metagraph.of(
        7, 100 + number, List.of(peer(0, "always"), peer(2, "peer-" + number), peer(3, "last")));
  }

  private Neuron peer(int uid, String name) {
    return Neuron.of(uid, network.hotkey(name));
  }

  final String change(int from, int to) {
    return describe(state(from)) + " -> " + describe(state(to));
  }

  /** Publishes a state and requires that the listener is told so many changes by then. */
  final void publishAndAwait(int number, Told listener, int changes) throws InterruptedException {
    network.publish(state(number));
    assertThat(listener.awaitChanges(changes, network.patience()))
        .as("changes told within %s", network.patience())
        .hasSizeGreaterThanOrEqualTo(changes);
  }

  final void letQuietPass() throws InterruptedException {
    Thread.sleep(network.quiet().toMillis());
  }

  final void closeSource() {
    closed = true;
    source.close();
  }

  @Nested
  class Reading {

    @Rule(id = "M1.1", says = "sync returns the network as it is now.")
    void asItIsNow() {
      assertThat(describe(source.sync())).isEqualTo(describe(state(0)));
    }

    @Rule(id = "M1.2", says = "While nothing changes, sync returns the same instance.")
    void theSameInstance() {
      Metagraph first = source.sync();
      assertThat(source.sync()).isSameAs(first);
      network.publish(state(0));
      assertThat(source.sync()).isSameAs(first);
    }

    @Rule(id = "M1.3", says = "After a change, sync returns the new state.")
    void theNewState() {
      source.sync();
      for (int number : new int[] {1, 2, 5}) {
        network.publish(state(number));
        assertThat(describe(source.sync())).isEqualTo(describe(state(number)));
      }
    }

    @Rule(id = "M1.4", says = "If the network cannot be read, sync throws a MetagraphException.")
    void unreadable() {
      source.sync();
      network.breakIt();
      assertThatThrownBy(source::sync).isInstanceOf(MetagraphException.class);
    }

    @Rule(id = "M1.5", says = "Once the network can be read again, sync returns it.")
    void readableAgain() {
      source.sync();
      network.breakIt();
      try {
        source.sync();
      } catch (MetagraphException e) {
        // As it should; that it is thrown is another rule.
      }
      network.publish(state(1));
      assertThat(describe(source.sync())).isEqualTo(describe(state(1)));
    }

    @Rule(
        id = "M1.6",
        says = "health tells the block of the last good state, and when it is stale.")
    void healthTellsTheLastGoodState() {
      source.sync();
      assumeFalse(source.health().status() == Status.UNKNOWN, "this source does not say");
      network.publish(state(1));
      source.sync();
      assertHealth(Status.CURRENT);
      network.breakIt();
      assertThatThrownBy(source::sync).isInstanceOf(MetagraphException.class);
      assertHealth(Status.STALE);
    }

    private void assertHealth(Status status) {
      SourceHealth health = source.health();
      assertThat(health.status()).isEqualTo(status);
      assertThat(health.block()).isEqualTo(state(1).block());
      assertThat(health.asOf()).isNotNull();
    }
  }
}

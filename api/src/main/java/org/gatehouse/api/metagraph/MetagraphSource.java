package org.gatehouse.api.metagraph;

/**
 * Where metagraphs of one network come from: a file, a node, a test.
 *
 * <p>Safe for use by many threads. {@link #close} ends all subscriptions and is idempotent; later
 * calls throw {@link IllegalStateException}.
 */
public interface MetagraphSource extends AutoCloseable {

  /**
   * Reads the network as it is now.
   *
   * @return the metagraph; the same instance as before if nothing changed since
   * @throws MetagraphException if it cannot be read
   */
  Metagraph sync();

  /**
   * Follows the network until the subscription is closed.
   *
   * <p>The first state a listener is told about is the one at the time of this call, as the {@code
   * previous} of the first change. Listeners are called once per change and never concurrently.
   *
   * @throws MetagraphException if the present state cannot be read
   */
  Subscription watch(MetagraphListener listener);

  /**
   * Returns how this source is doing; unknown unless it says. Never blocks, and answers after
   * {@link #close} too.
   */
  default SourceHealth health() {
    return SourceHealth.unknown();
  }

  @Override
  void close();
}

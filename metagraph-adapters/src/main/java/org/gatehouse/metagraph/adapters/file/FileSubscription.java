package org.gatehouse.metagraph.adapters.file;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener, the last state it was told about and the last failure.
 *
 * <p>The listener is called under this object's lock, so that none of its calls starts after {@link
 * #close} returned; the listener itself may close it.
 */
final class FileSubscription implements Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(FileSubscription.class);

  private final Path path;
  private final Supplier<Metagraph> reader;
  private final MetagraphListener listener;
  private final Consumer<FileSubscription> onClose;
  private Metagraph told;
  private @Nullable String failure;
  private boolean closed;

  FileSubscription(
      Path path,
      Supplier<Metagraph> reader,
      Metagraph present,
      MetagraphListener listener,
      Consumer<FileSubscription> onClose) {
    this.path = path;
    this.reader = reader;
    this.told = present;
    this.listener = listener;
    this.onClose = onClose;
  }

  /** Reads the file and calls the listener if there is news; called by one thread only. */
  void poll() {
    try {
      Metagraph latest = reader.get();
      tellChange(latest);
    } catch (MetagraphException e) {
      tellFailure(e);
    } catch (RuntimeException | Error e) {
      // What escapes from here would end the polling without a word.
      tellFailure(new MetagraphException(path + ": reading failed: " + e, e));
    }
  }

  private synchronized void tellChange(Metagraph latest) {
    if (latest.netuid() != told.netuid()) {
      tellFailure(
          new MetagraphException(
              "%s: expected netuid %d as before, found %d"
                  .formatted(path, told.netuid(), latest.netuid())));
      return;
    }
    failure = null;
    if (closed || latest.equals(told)) {
      return;
    }
    Metagraph previous = told;
    told = latest;
    tell(() -> listener.changed(previous, latest));
  }

  private synchronized void tellFailure(MetagraphException e) {
    if (closed || String.valueOf(e.getMessage()).equals(failure)) {
      return;
    }
    failure = e.getMessage();
    tell(() -> listener.failed(e));
  }

  private void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A listener to changes of {} failed; it stays subscribed", path, e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    onClose.accept(this);
  }
}

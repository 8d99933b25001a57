package org.gatehouse.host.metagraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.metagraph.Subscription;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.OutputClosedException;
import org.junit.jupiter.api.Test;

final class FollowerTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Tells a failure and a change while it is being watched, then interrupts the watcher. */
  private static class Source implements MetagraphSource {

    private boolean subscribed;

    @Override
    public Metagraph sync() {
      return Metagraph.of(1, 10, List.of(Neuron.of(0, "a")));
    }

    @Override
    public Subscription watch(MetagraphListener listener) {
      subscribed = true;
      listener.failed(new MetagraphException("the node is away"));
      listener.changed(sync(), Metagraph.of(1, 11, List.of(Neuron.of(0, "b"))));
      Thread.currentThread().interrupt();
      return () -> subscribed = false;
    }

    @Override
    public void close() {}
  }

  private Follower follower(OutputStream target, boolean json) {
    return new Follower(
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(target, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false),
        json);
  }

  @Test
  void printsChangesUntilInterrupted() {
    Source source = new Source();
    assertThat(follower(out, false).follow(source)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            netuid 1, block 10 to 11: 1 replaced, 0 added, 0 removed, 0 changed, 0 alike
              replaced  uid 0      a -> b
            """);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("the node is away\nfollowing netuid 1 from block 10, 1 peers\n");
    assertThat(source.subscribed).isFalse();
  }

  @Test
  void printsOneJsonObjectForEachChange() {
    follower(out, true).follow(new Source());
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("{\"netuid\":1,").endsWith("]}\n");
  }

  @Test
  void endsWhenNobodyReadsAnyMore() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int unit) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Source source =
        new Source() {
          @Override
          public Subscription watch(MetagraphListener listener) {
            Subscription subscription = super.watch(listener);
            Thread.interrupted();
            return subscription;
          }
        };
    assertThatThrownBy(() -> follower(closed, false).follow(source))
        .isInstanceOf(OutputClosedException.class);
  }
}

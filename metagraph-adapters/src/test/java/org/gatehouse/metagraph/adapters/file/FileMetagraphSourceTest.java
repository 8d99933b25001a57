package org.gatehouse.metagraph.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileMetagraphSourceTest {

  private static final Duration POLL = Duration.ofMillis(10);

  @TempDir Path folder;
  private Path file;
  private FileMetagraphSource source;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("m.json");
    replace(1, "a");
    source = new FileMetagraphSource(new SnapshotFile(file), POLL, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    source.close();
  }

  private static String json(long block, String hotkey) {
    return "{\"netuid\":1,\"block\":"
        + block
        + ",\"neurons\":[{\"uid\":0,\"hotkey\":\""
        + hotkey
        + "\"}]}";
  }

  private void replace(long block, String hotkey) throws IOException {
    Path fresh = Files.writeString(folder.resolve("fresh"), json(block, hotkey));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Nested
  class Sync {

    @Test
    void anUnchangedFileGivesTheSameInstance() {
      assertThat(source.sync()).isSameAs(source.sync());
    }

    @Test
    void aTouchedOrReformattedFileGivesTheSameInstance() throws IOException {
      Metagraph before = source.sync();

      Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      assertThat(source.sync()).isSameAs(before);
      Files.writeString(file, json(1, "a").replace(",", " ,\n "));
      assertThat(source.sync()).isSameAs(before);
    }

    @Test
    void aChangeIsSeenEvenIfSizeAndTimeStayTheSame() throws IOException {
      FileTime time = Files.getLastModifiedTime(file);
      Metagraph before = source.sync();

      Files.writeString(file, json(1, "b"));
      Files.setLastModifiedTime(file, time);

      assertThat(source.sync()).isNotEqualTo(before);
      assertThat(source.sync().neurons().get(0).hotkey()).isEqualTo("b");
    }

    @Test
    void afterAFailureTheLastGoodStateIsStillKnown() throws IOException {
      Metagraph before = source.sync();

      Files.writeString(file, json(1, "a").substring(0, 20));
      assertThatThrownBy(source::sync).isInstanceOf(MetagraphException.class);
      replace(1, "a");

      assertThat(source.sync()).isSameAs(before);
    }

    @Test
    void aFileThatIsReplacedAllTheTimeIsAlwaysReadAsAWhole() throws Exception {
      // Written beforehand, so that no file takes over the identity of one that is gone.
      for (int block = 2; block < 500; block++) {
        Files.writeString(folder.resolve("" + block), json(block, "h".repeat(1 + block % 50)));
      }
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int block = 2; block < 500; block++) {
                    Files.move(folder.resolve("" + block), file, StandardCopyOption.ATOMIC_MOVE);
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      writer.start();
      do {
        Metagraph now = source.sync();
        assertThat(now.neurons().get(0).hotkey())
            .hasSize(now.block() == 1 ? 1 : 1 + (int) now.block() % 50);
      } while (writer.isAlive());
      writer.join();

      assertThat(source.sync().block()).isEqualTo(499);
    }
  }

  @Nested
  class Watch {

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private final MetagraphListener recorder =
        new MetagraphListener() {
          @Override
          public void changed(Metagraph previous, Metagraph latest) {
            events.add(previous.block() + " -> " + latest.block());
          }

          @Override
          public void failed(MetagraphException failure) {
            events.add("failed: " + failure.getMessage());
          }
        };

    private String next() throws InterruptedException {
      return events.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void changesAndFailuresAreToldInOrder() throws Exception {
      source.watch(recorder);

      replace(2, "a");
      assertThat(next()).isEqualTo("1 -> 2");
      Files.delete(file);
      assertThat(next())
          .isEqualTo("failed: " + file + ": expected a metagraph snapshot file, found nothing");
      replace(3, "a");
      assertThat(next()).isEqualTo("2 -> 3");
      assertThat(events.poll(20 * POLL.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void theFirstPreviousIsTheStateWhenTheWatchBegan() throws Exception {
      source.sync();
      replace(5, "a");
      source.watch(recorder);
      replace(6, "a");

      assertThat(next()).isEqualTo("5 -> 6");
    }

    @Test
    void anUnreadableFileCannotBeWatched() throws IOException {
      Files.delete(file);

      assertThatThrownBy(() -> source.watch(recorder)).isInstanceOf(MetagraphException.class);
    }

    @Test
    void everySubscriptionHearsEveryChangeAndNeverTwoAtATime() throws Exception {
      AtomicInteger inside = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      MetagraphListener slow =
          (previous, latest) -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
              Thread.sleep(20);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            inside.decrementAndGet();
            events.add(Thread.currentThread().isDaemon() + " " + latest.block());
          };
      for (int i = 0; i < 3; i++) {
        source.watch(slow);
      }

      replace(2, "a");
      assertThat(next()).isEqualTo("true 2");
      assertThat(next()).isEqualTo("true 2");
      assertThat(next()).isEqualTo("true 2");
      assertThat(most).hasValue(1);
    }

    @Test
    void aClosedSubscriptionIsSilentWhileOthersGoOn() throws Exception {
      Subscription first = source.watch((previous, latest) -> events.add("closed one"));
      source.watch(recorder);

      first.close();
      first.close();
      replace(2, "a");

      assertThat(next()).isEqualTo("1 -> 2");
      assertThat(events.poll(10 * POLL.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aListenerMayUseAndCloseItsSource() throws Exception {
      source.watch(
          (previous, latest) -> {
            events.add("synced " + source.sync().block());
            source.watch(recorder).close();
            source.close();
          });

      replace(2, "a");
      assertThat(next()).isEqualTo("synced 2");
      replace(3, "a");
      assertThat(events.poll(10 * POLL.toMillis(), TimeUnit.MILLISECONDS)).isNull();
      assertThatThrownBy(source::sync).isInstanceOf(IllegalStateException.class);
    }
  }

  @Nested
  class Close {

    @Test
    void laterCallsSayThatItIsClosed() {
      source.close();
      source.close();

      assertThatThrownBy(source::sync)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the metagraph source of " + file + " is closed");
      assertThatThrownBy(() -> source.watch((previous, latest) -> {}))
          .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void subscriptionsEndAndSoDoesTheThread() throws Exception {
      BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
      Subscription subscription =
          source.watch((previous, latest) -> threads.add(Thread.currentThread()));
      replace(2, "a");
      Thread poller = threads.poll(30, TimeUnit.SECONDS);
      assertThat(poller).isNotNull();

      source.close();
      replace(3, "a");
      poller.join(30_000);

      assertThat(poller.isAlive()).isFalse();
      assertThat(threads).isEmpty();
      subscription.close();
    }
  }
}

package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;
import org.gatehouse.engine.tensorflow.gating.GateFixture.HashingEncoder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CachedEncoderTest {

  private static final long PLENTY = 1 << 20;

  private final Recorder recorder = new Recorder();
  private final ConcurrentHashMap<String, Long> counted = new ConcurrentHashMap<>();
  private final MessageEncoder encoder = cached(PLENTY);

  /** Writes down what it is asked, and fails at what it is told to. */
  private static final class Recorder implements MessageEncoder {

    final HashingEncoder hashing = new HashingEncoder();
    final List<List<String>> calls = new ArrayList<>();

    @Override
    public String id() {
      return hashing.id();
    }

    @Override
    public int dimension() {
      return hashing.dimension();
    }

    @Override
    public float[][] represent(List<String> messages) {
      synchronized (calls) {
        calls.add(messages);
      }
      int empty = messages.indexOf("no tokens");
      if (empty >= 0) {
        throw new IllegalArgumentException("Message " + empty + " has no tokens");
      }
      if (messages.contains("crash")) {
        throw new IllegalStateException("out of memory");
      }
      float[][] representations = hashing.represent(messages);
      int broken = messages.indexOf("broken");
      if (broken >= 0) {
        representations[broken][3] = Float.NaN;
      }
      return representations;
    }

    @Override
    public void close() {
      hashing.close();
    }
  }

  private MessageEncoder cached(long bytes) {
    return recorder.remembering(
        bytes,
        new MeterSink() {
          @Override
          public void count(String meter, long amount) {
            counted.merge(meter.replace("gatehouse.gate.encodings.", ""), amount, Long::sum);
          }

          @Override
          public void time(String meter, Duration duration) {}
        });
  }

  private static float[][] expected(String... messages) {
    return new HashingEncoder().represent(List.of(messages));
  }

  @Test
  void aKnownMessageIsNotEncodedAgain() {
    assertThat(encoder.represent(List.of("a"))).isDeepEqualTo(expected("a"));
    assertThat(encoder.represent(List.of("a"))).isDeepEqualTo(expected("a"));
    assertThat(recorder.calls).containsExactly(List.of("a"));
    assertThat(counted).containsEntry("hits", 1L).containsEntry("misses", 1L);
  }

  @Test
  void aBatchEncodesWhatIsNewInOneCallEachMessageOnce() {
    encoder.represent(List.of("b", "d"));
    String[] batch = {"c", "b", "a", "c", "d", "a", "a"};
    assertThat(encoder.represent(List.of(batch))).isDeepEqualTo(expected(batch));
    assertThat(recorder.calls).containsExactly(List.of("b", "d"), List.of("c", "a"));
    assertThat(counted).containsEntry("hits", 5L).containsEntry("misses", 4L);
  }

  @Test
  void nothingIsAskedForNothing() {
    assertThat(encoder.represent(List.of())).isEmpty();
    assertThat(recorder.calls).isEmpty();
  }

  @Test
  void itIsTheEncoderThatItRemembers() {
    assertThat(encoder.id()).isEqualTo(recorder.id());
    assertThat(encoder.dimension()).isEqualTo(recorder.dimension());
  }

  @Test
  void withoutRoomThereIsNoMemory() {
    assertThat(cached(0)).isSameAs(recorder);
  }

  @Nested
  class Room {

    /** Of one-letter messages: their objects, a char of two bytes, and the numbers. */
    private static final int ENTRY = 160 + 2 + 4 * GateFixture.DIMENSION;

    private int remembered(MessageEncoder bounded, List<String> messages) {
      recorder.calls.clear();
      messages.forEach(message -> bounded.represent(List.of(message)));
      return messages.size() - recorder.calls.size();
    }

    @Test
    void isBounded() {
      MessageEncoder bounded = cached(10 * ENTRY);
      List<String> letters = IntStream.rangeClosed('a', 'z').mapToObj(Character::toString).toList();
      bounded.represent(letters);
      assertThat(remembered(bounded, letters)).isBetween(1, 10);
    }

    @Test
    void isUsed() {
      MessageEncoder bounded = cached(10 * ENTRY);
      List<String> letters = IntStream.range('a', 'a' + 10).mapToObj(Character::toString).toList();
      bounded.represent(letters);
      assertThat(remembered(bounded, letters)).isEqualTo(10);
    }

    @Test
    void aLongMessageTakesWhatItsTextTakes() {
      MessageEncoder bounded = cached(10 * ENTRY);
      String fits = "x".repeat(ENTRY);
      bounded.represent(List.of(fits));
      assertThat(remembered(bounded, List.of(fits))).isEqualTo(1);
      String tooLong = "x".repeat(5 * ENTRY);
      bounded.represent(List.of(tooLong));
      assertThat(remembered(bounded, List.of(tooLong))).isZero();
    }

    @Test
    void evenWithoutAnyTheAnswerIsRight() {
      MessageEncoder bounded = cached(1);
      String[] batch = {"a", "b", "a"};
      assertThat(bounded.represent(List.of(batch))).isDeepEqualTo(expected(batch));
    }
  }

  @Nested
  class Failures {

    @Test
    void ofACallLeaveNothingBehindAndTakeNothingAway() {
      encoder.represent(List.of("a"));
      assertThatThrownBy(() -> encoder.represent(List.of("a", "b", "crash")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("out of memory");
      assertThat(counted).containsEntry("hits", 0L).containsEntry("misses", 1L);
      assertThat(encoder.represent(List.of("b", "a"))).isDeepEqualTo(expected("b", "a"));
      assertThat(recorder.calls).containsExactly(List.of("a"), List.of("b", "crash"), List.of("b"));
    }

    @Test
    void nameThePositionInTheBatch() {
      encoder.represent(List.of("a", "b"));
      assertThatThrownBy(() -> encoder.represent(List.of("a", "b", "c", "no tokens")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Message 3 has no tokens");
    }

    @Test
    void thatShowInTheNumbersAreNotRemembered() {
      encoder.represent(List.of("a", "broken"));
      encoder.represent(List.of("a", "broken"));
      assertThat(recorder.calls).containsExactly(List.of("a", "broken"), List.of("broken"));
    }
  }

  @Test
  void manyThreadsSeeTheSame() throws Exception {
    MessageEncoder shared = cached(20 * 1024);
    List<String> messages = IntStream.range(0, 200).mapToObj(i -> "message " + i).toList();
    float[][] expected = new HashingEncoder().represent(messages);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch together = new CountDownLatch(8);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int step = 1 + 2 * thread;
        running.add(
            threads.submit(
                () -> {
                  together.countDown();
                  together.await();
                  for (int i = 0; i < 500; i++) {
                    int first = i * step % 200;
                    int second = (first + 1) % 200;
                    float[][] found =
                        shared.represent(List.of(messages.get(first), messages.get(second)));
                    assertThat(Arrays.equals(found[0], expected[first])).isTrue();
                    assertThat(Arrays.equals(found[1], expected[second])).isTrue();
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(counted.get("hits") + counted.get("misses")).isEqualTo(8 * 500 * 2);
    assertThat(counted.get("hits")).isPositive();
  }

  @Test
  void closingForgetsAndClosesTheEncoderOnce() {
    encoder.represent(List.of("a"));
    encoder.close();
    assertThat(recorder.hashing.closed).hasValue(1);
    encoder.represent(List.of("a"));
    assertThat(recorder.calls).hasSize(2);
  }
}

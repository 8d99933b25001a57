package org.gatehouse.benchmarks.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.gatehouse.api.metagraph.Metagraph;

/**
 * Clients that all use a host at once: they score, with and without a selection, reward, push
 * networks, and look at the meters, until this is closed.
 */
final class SoakLoad implements AutoCloseable {

  private static final int CLIENTS = 6;
  private static final int K = 5;
  private static final int MOST_MESSAGES = 3;
  private static final long PUSH_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 2_000;
  private static final int FAILURES_KEPT = 20;

  private final HostApi api;
  private final NavigableMap<String, Latencies> latencies = new ConcurrentSkipListMap<>();
  private final NavigableMap<String, AtomicLong> refused = new ConcurrentSkipListMap<>();
  private final List<String> failures = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private volatile Metagraph network;

  /** Starts the clients. */
  SoakLoad(HostApi api, int peers, long seed) {
    this.api = api;
    this.network = Networks.first(peers);
    SplittableRandom random = new SplittableRandom(seed);
    call("POST /v1/resync", () -> api.post("/v1/resync", Networks.snapshot(network)));
    for (int i = 0; i < CLIENTS; i++) {
      SplittableRandom own = random.split();
      start("client-" + i, 0, () -> validate(own));
    }
    SplittableRandom own = random.split();
    start("pusher", PUSH_MILLIS, () -> push(own));
    start("observer", LOOK_MILLIS, this::look);
  }

  private void start(String name, long pauseMillis, Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!end.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                  work.run();
                }
              } catch (InterruptedException | RuntimeException e) {
                failed(name + " ended: " + e);
              }
            },
            name);
    threads.add(thread);
    thread.start();
  }

  private interface Call {
    HostApi.Answer get();
  }

  private HostApi.Answer call(String route, Call call) {
    long begin = System.nanoTime();
    HostApi.Answer answer = call.get();
    latencies.computeIfAbsent(route, key -> new Latencies()).add(System.nanoTime() - begin);
    if (answer.status() == 503) {
      refused.computeIfAbsent(route, key -> new AtomicLong()).incrementAndGet();
    } else if (!answer.isOk()) {
      failed(route + ": " + answer);
    }
    return answer;
  }

  private synchronized void failed(String what) {
    if (failures.size() < FAILURES_KEPT) {
      failures.add(what);
    }
  }

  /** One round of a validator; every other one rewards nobody. */
  private void validate(SplittableRandom random) {
    boolean selects = random.nextBoolean();
    List<String> messages =
        IntStream.rangeClosed(0, random.nextInt(MOST_MESSAGES))
            .mapToObj(i -> Traffic.message(random))
            .toList();
    HostApi.Answer scored =
        selects
            ? call(
                "POST /v1/forward with k",
                () -> api.post("/v1/forward", Map.of("messages", messages, "k", K)))
            : call("POST /v1/forward", () -> api.post("/v1/forward", Map.of("messages", messages)));
    if (!scored.isOk() || random.nextBoolean()) {
      return;
    }
    for (JsonNode result : scored.json().path("results")) {
      reward(result, selects, random);
    }
  }

  private void reward(JsonNode result, boolean selects, SplittableRandom random) {
    int[] uids =
        selects
            ? IntStream.range(0, K).map(i -> result.at("/selected/" + i + "/uid").asInt()).toArray()
            : random.ints(0, network.neurons().size()).distinct().limit(K).toArray();
    float[] rewards = new float[K];
    for (int i = 0; i < K; i++) {
      // The higher the uid, the better: there is something to learn.
      rewards[i] = (uids[i] + random.nextInt(100)) / 1000f;
    }
    Map<String, Object> body =
        Map.of("scores_id", result.path("scores_id").asText(), "uids", uids, "rewards", rewards);
    call("POST /v1/backward", () -> api.post("/v1/backward", body));
  }

  private void push(SplittableRandom random) {
    Metagraph next = Networks.next(network, random);
    if (call("POST /v1/resync", () -> api.post("/v1/resync", Networks.snapshot(next))).isOk()) {
      network = next;
    }
  }

  private void look() {
    call("GET /metrics", () -> api.get("/metrics"));
    call("GET /v1/model", () -> api.get("/v1/model"));
    call("GET /health/ready", () -> api.get("/health/ready"));
  }

  /** Returns how long requests took, by route. */
  NavigableMap<String, Latencies> latencies() {
    return latencies;
  }

  /** Returns how many requests were refused with 503, by route. */
  NavigableMap<String, AtomicLong> refused() {
    return refused;
  }

  /** Returns the first of the answers that nobody expected. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() throws InterruptedException {
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}

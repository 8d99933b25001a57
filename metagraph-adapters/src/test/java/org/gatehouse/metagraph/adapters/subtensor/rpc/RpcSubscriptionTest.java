package org.gatehouse.metagraph.adapters.subtensor.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RpcSubscriptionTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String NEW_HEADS = "chain_subscribeNewHeads";

  private final LoopbackNode node = LoopbackNode.start();
  private final RpcConnection connection =
      RpcConnection.open(CLIENT, node.uri(), Duration.ofSeconds(5));
  private final List<Long> heads = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    connection.close();
    node.close();
  }

  private void head(JsonNode header) {
    heads.add(Long.decode(header.path("number").textValue()));
  }

  private static String notification(String subscription, int number) {
    return "{\"method\":\"m\",\"params\":{\"subscription\":"
        + subscription
        + ",\"result\":{\"number\":\"0x"
        + Integer.toHexString(number)
        + "\"}}}";
  }

  private void extend(int blocks) {
    for (int i = 0; i < blocks; i++) {
      node.chain().extend();
    }
  }

  private void expectHeads(int last) {
    Waiting.until("the last head is there", () -> heads.size() > last);
    assertThat(heads).isEqualTo(LongStream.rangeClosed(0, last).boxed().toList());
  }

  @Test
  void aListenerGetsEveryHeadInOrder() {
    String name = Waiting.result(connection.subscribe(NEW_HEADS, this::head));
    extend(500);

    expectHeads(500);
    assertThat(node.liveSubscriptions()).isEqualTo(1);
    assertThat(Waiting.result(connection.call("chain_unsubscribeNewHeads", name)).booleanValue())
        .isTrue();
    assertThat(node.liveSubscriptions()).isZero();
  }

  @Test
  void whatComesBeforeTheAnswerIsNotLost() {
    node.faults().next(NEW_HEADS, Fault.notificationFirst());

    Waiting.result(connection.subscribe(NEW_HEADS, this::head));
    extend(3);

    expectHeads(3);
  }

  @Test
  void muchThatComesBeforeTheAnswerIsKeptUpToABound() {
    node.faults()
        .next(
            NEW_HEADS,
            reply -> {
              for (int i = 0; i < 100; i++) {
                reply.send(notification("\"sub1\"", i));
              }
              reply.send(reply.answer());
              reply.send(notification("\"sub1\"", 100));
            });

    Waiting.result(connection.subscribe(NEW_HEADS, this::head));

    Waiting.until("the last head is there", () -> heads.contains(100L));
    assertThat(heads).isEqualTo(LongStream.rangeClosed(36, 100).boxed().toList());
  }

  @Test
  void aSubscriptionMayBeNamedByANumber() {
    node.faults()
        .next(
            NEW_HEADS,
            Fault.text("{\"id\":$id,\"result\":77}").then(Fault.text(notification("77", 0))));

    assertThat(Waiting.result(connection.subscribe(NEW_HEADS, this::head))).isEqualTo("77");
    expectHeads(0);
  }

  @Test
  void aNameThatIsNoneFailsTheSubscription() {
    node.faults().next(NEW_HEADS, Fault.text("{\"id\":1,\"result\":{}}"));

    assertThat(
            Waiting.failure(connection.subscribe(NEW_HEADS, this::head), ConnectionException.class))
        .hasMessage(
            node.uri()
                + ": chain_subscribeNewHeads: expected a JSON-RPC answer, found a subscription"
                + " whose name is neither text nor a whole number: {\"id\":1,\"result\":{}}");
  }

  @Test
  void aNameThatIsTakenFailsTheSubscription() {
    Waiting.result(connection.subscribe(NEW_HEADS, this::head));
    node.faults().next(NEW_HEADS, Fault.text("{\"id\":2,\"result\":\"sub1\"}"));

    assertThat(
            Waiting.failure(connection.subscribe(NEW_HEADS, this::head), ConnectionException.class))
        .hasMessageContaining("found a subscription that there is already");
  }

  @Test
  void subscriptionsDoNotMix() {
    List<Long> finalized = new CopyOnWriteArrayList<>();
    Waiting.result(connection.subscribe(NEW_HEADS, this::head));
    Waiting.result(
        connection.subscribe(
            "chain_subscribeFinalizedHeads",
            header -> finalized.add(Long.decode(header.path("number").textValue()))));
    extend(4);
    node.chain().finalizeTo(2);
    extend(1);

    expectHeads(5);
    Waiting.until("the finalized heads are there", () -> finalized.size() == 3);
    assertThat(finalized).containsExactly(0L, 1L, 2L);
  }

  @Test
  void aListenerIsNeverCalledTwiceAtATimeAndDoesNotHoldUpTheAnswers() {
    CountDownLatch proceed = new CountDownLatch(1);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Waiting.result(
        connection.subscribe(
            NEW_HEADS,
            header -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              CompletableFuture<JsonNode> answer = connection.call("system_chain");
              Waiting.result(answer);
              Waiting.result(CompletableFuture.runAsync(() -> awaitQuietly(proceed)));
              head(header);
              inside.decrementAndGet();
            }));
    extend(20);

    assertThat(Waiting.result(connection.call("system_name")).textValue())
        .isEqualTo("Loopback node");
    assertThat(heads).isEmpty();
    proceed.countDown();
    expectHeads(20);
    assertThat(most).hasValue(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aListenerThatThrowsStaysSubscribed() {
    Waiting.result(
        connection.subscribe(
            NEW_HEADS,
            header -> {
              head(header);
              throw new IllegalStateException("on purpose");
            }));
    extend(2);

    expectHeads(2);
  }

  @Test
  void aListenerTooFarBehindEndsTheConnection() {
    CountDownLatch proceed = new CountDownLatch(1);
    Waiting.result(connection.subscribe(NEW_HEADS, header -> awaitQuietly(proceed)));
    extend(1100);

    assertThat(Waiting.result(connection.ended()))
        .hasMessage(node.uri() + ": a listener is 1024 notifications behind");
    proceed.countDown();
  }

  @Test
  void nothingIsToldAfterTheEnd() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    Waiting.result(
        connection.subscribe(
            NEW_HEADS,
            header -> {
              begun.countDown();
              awaitQuietly(proceed);
              head(header);
            }));
    extend(5);
    Waiting.result(connection.call("system_chain"));
    awaitQuietly(begun);
    connection.close();
    proceed.countDown();
    Waiting.result(connection.ended());

    Waiting.until("the call that was under way is over", () -> heads.size() == 1);
    assertThat(heads).containsExactly(0L);
  }
}

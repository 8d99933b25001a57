package com.example.validator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;

/**
 * Asks peers over HTTP: each gets the prompt as the body of a POST to its axon, and answers with
 * status 200 and a text.
 *
 * <p>Safe for use by many threads.
 */
final class Peers {

  private final HttpClient client;
  private final Duration timeout;
  private final BodyHandler<String> texts;

  /**
   * Creates a way to ask.
   *
   * @param timeout after which a peer counts as silent, its whole answer included
   * @param maxAnswerBytes the longest answer that counts as a text
   */
  Peers(HttpClient client, Duration timeout, int maxAnswerBytes) {
    this.client = client;
    this.timeout = timeout;
    this.texts =
        info ->
            info.statusCode() == 200
                ? new BoundedText(maxAnswerBytes)
                : BodySubscribers.replacing("");
  }

  /** Asks all at once, and returns their answers in the same order when the last one is in. */
  List<Answer> ask(List<Neuron> peers, String prompt) throws InterruptedException {
    List<Call> calls = peers.stream().map(peer -> call(peer, prompt)).toList();
    long deadline = System.nanoTime() + timeout.toNanos();
    List<Answer> answers = new ArrayList<>();
    try {
      for (Call call : calls) {
        answers.add(call.await(deadline));
      }
    } finally {
      // Ends the exchanges too, so that a slow peer holds no connection.
      calls.forEach(call -> call.exchange.cancel(true));
    }
    return answers;
  }

  private Call call(Neuron peer, String prompt) {
    long start = System.nanoTime();
    CompletableFuture<HttpResponse<String>> exchange;
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address(peer))
              .timeout(timeout)
              .header("Content-Type", "text/plain; charset=utf-8")
              .POST(HttpRequest.BodyPublishers.ofString(prompt))
              .build();
      exchange = client.sendAsync(request, texts);
    } catch (IllegalArgumentException e) {
      // A peer announces whatever it likes as its address.
      exchange = CompletableFuture.failedFuture(e);
    }
    return new Call(peer.uid(), start, exchange);
  }

  private static URI address(Neuron peer) {
    Axon axon = peer.axon();
    if (axon == null) {
      throw new IllegalArgumentException("uid " + peer.uid() + " has announced no address");
    }
    String host = axon.ip().indexOf(':') < 0 ? axon.ip() : "[" + axon.ip() + "]";
    return URI.create("http://" + host + ":" + axon.port() + "/");
  }

  /** One peer that is being asked. */
  private static final class Call {

    private final int uid;
    private final long start;
    private final CompletableFuture<HttpResponse<String>> exchange;
    private final CompletableFuture<Answer> answer;

    Call(int uid, long start, CompletableFuture<HttpResponse<String>> exchange) {
      this.uid = uid;
      this.start = start;
      this.exchange = exchange;
      this.answer =
          exchange.handle(
              (response, failure) ->
                  new Answer(uid, response == null ? null : response.body(), seconds()));
    }

    private double seconds() {
      return (System.nanoTime() - start) / 1e9;
    }

    Answer await(long deadline) throws InterruptedException {
      try {
        return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException e) {
        return new Answer(uid, null, seconds());
      }
    }
  }
}

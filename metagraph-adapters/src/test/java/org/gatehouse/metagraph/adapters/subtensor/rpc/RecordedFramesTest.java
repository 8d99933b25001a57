package org.gatehouse.metagraph.adapters.subtensor.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What real runtimes and real nodes sent. */
class RecordedFramesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static JsonNode read(String name) {
    try (InputStream file = RecordedFramesTest.class.getResourceAsStream("/subtensor/" + name);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(file) : file) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode settled(String method, Incoming.Answer answer, String text)
      throws Exception {
    PendingCall call = new PendingCall("ws://h", method, new CompletableFuture<>(), null);
    call.settle(answer.message(), text, new Subscriptions(() -> true));
    return call.answer().get();
  }

  @Test
  void everyFrameOfARuntimeIsUnderstood() throws Exception {
    Map<Long, String> asked = new HashMap<>();
    List<String> subscriptions = new ArrayList<>();
    int answers = 0;
    int notifications = 0;
    for (JsonNode frame : read("runtime/ws_frames_spec103.json").path("frames")) {
      String text = frame.path("text").textValue();
      if (frame.path("dir").textValue().equals("out")) {
        JsonNode request = MAPPER.readTree(text);
        asked.put(request.path("id").longValue(), request.path("method").textValue());
        continue;
      }
      Incoming incoming = Incoming.parse(text);
      if (incoming instanceof Incoming.Notification notification) {
        assertThat(subscriptions).contains(notification.subscription());
        assertThat(notification.result().path("number").textValue()).startsWith("0x0000000");
        notifications++;
      } else if (incoming instanceof Incoming.Answer answer) {
        String method = asked.get(answer.id());
        answers++;
        if (answer.message().has("error")) {
          assertThatThrownBy(() -> settled(method, answer, text))
              .hasCauseInstanceOf(RpcException.class)
              .cause()
              .extracting(e -> ((RpcException) e).isUnavailable())
              .isEqualTo(method.equals("no_such_method"));
        } else {
          JsonNode result = settled(method, answer, text);
          if (method.startsWith("chain_subscribe")) {
            subscriptions.add(result.textValue());
          }
        }
      }
    }
    assertThat(answers).isEqualTo(15);
    assertThat(notifications).isEqualTo(4);
  }

  @Test
  void everyAnswerOfANodeIsUnderstood() throws Exception {
    int id = 0;
    for (JsonNode call : read("recorded/jsonrpc_transcript.json.gz").path("calls")) {
      if (!call.has("response")) {
        continue;
      }
      id++;
      // The recorder took the ids away.
      ObjectNode response = ((ObjectNode) call.path("response")).put("id", id);
      String text = response.toString();

      assertThat(Incoming.parse(text)).isInstanceOf(Incoming.Answer.class);
      Incoming.Answer answer = (Incoming.Answer) Incoming.parse(text);
      assertThat(answer.id()).isEqualTo(id);
      assertThat(settled(call.path("request").path("method").textValue(), answer, text))
          .isEqualTo(response.path("result"));
    }
    assertThat(id).isEqualTo(32);
  }

  @Test
  void changedFramesAreUnderstoodOrRefused() {
    List<String> frames = new ArrayList<>();
    read("runtime/ws_frames_spec103.json")
        .path("frames")
        .forEach(f -> frames.add(f.path("text").textValue()));
    Random random = new Random(3);
    int understood = 0;
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(frames.get(random.nextInt(frames.size())));
      for (int k = random.nextInt(3); k >= 0; k--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.setCharAt(at, "{}[]\",:0\\-e\0\ud800".charAt(random.nextInt(13)));
          default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
        }
      }
      String changed = text.toString();
      try {
        if (Incoming.parse(changed) instanceof Incoming.Answer answer) {
          settled("m", answer, changed);
        }
        understood++;
      } catch (Incoming.GarbageException e) {
        refused++;
      } catch (Exception e) {
        assertThat(e.getCause()).isInstanceOfAny(RpcException.class, ConnectionException.class);
        understood++;
      }
    }
    assertThat(understood).isGreaterThan(1000);
    assertThat(refused).isGreaterThan(1000);
  }
}

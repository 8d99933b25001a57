package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Something else that a node does instead of sending its answer. */
@FunctionalInterface
public interface Fault {

  /** Does it; {@link Reply#deliver} would be right. May not block. */
  void apply(Reply reply);

  /** Never answers. */
  static Fault silence() {
    return reply -> {};
  }

  /** Answers with an error. */
  static Fault error(int code, String message) {
    return error(new NodeError(code, message));
  }

  /** Answers with an error. */
  static Fault error(NodeError error) {
    return reply -> reply.send(Replies.error(reply.id(), error));
  }

  /** Sends some text instead of the answer; {@code $id} in it stands for the call's id. */
  static Fault text(String text) {
    return reply -> reply.send(text.replace("$id", String.valueOf(reply.id())));
  }

  /** Sends the answer as a binary message. */
  static Fault binary() {
    return reply -> reply.sendBinary(reply.answer().getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a text message of so many characters that is no answer. */
  static Fault huge(int chars) {
    return reply -> reply.send("[" + " ".repeat(chars - 2) + "]");
  }

  /** Sends a first part of the answer, as a fragment that says that more follows, and no more. */
  static Fault half() {
    return reply -> reply.sendPart(reply.answer().substring(0, reply.answer().length() / 2), false);
  }

  /** Sends the beginning of a frame that says that it is longer, and no more. */
  static Fault halfFrame() {
    return reply -> reply.sendRaw(Replies.brokenFrame(reply.answer()));
  }

  /** Sends a first part of the answer, then ends the TCP connection. */
  static Fault halfThenCut() {
    return half().then(cut());
  }

  /** Sends a first part of the answer, then closes the WebSocket. */
  static Fault halfThenClose(int status, String reason) {
    return half().then(close(status, reason));
  }

  /** Ends the TCP connection without a word. */
  static Fault cut() {
    return Reply::cut;
  }

  /** Answers, then ends the TCP connection without a word. */
  static Fault answerThenCut() {
    return ((Fault) Reply::deliver).then(cut());
  }

  /** Closes the WebSocket with a closing frame. */
  static Fault close(int status, String reason) {
    return reply -> reply.close(status, reason);
  }

  /** Answers in so many fragments. */
  static Fault fragments(int count) {
    return reply -> {
      String text = reply.answer();
      for (int i = 0; i < count; i++) {
        int from = (int) ((long) text.length() * i / count);
        int to = (int) ((long) text.length() * (i + 1) / count);
        reply.sendPart(text.substring(from, to), i == count - 1);
      }
    };
  }

  /** Does something after a while; the connection does other things meanwhile. */
  static Fault after(Duration delay, Fault fault) {
    return reply -> reply.later(delay, () -> fault.apply(reply));
  }

  /** Answers after a while. */
  static Fault slow(Duration delay) {
    return after(delay, Reply::deliver);
  }

  /** Answers twice. */
  static Fault twice() {
    return ((Fault) Reply::deliver).then(Reply::deliver);
  }

  /** Answers after the next answer on the same connection. */
  static Fault afterTheNext() {
    return Reply::hold;
  }

  /** Sends the first notification of a subscription before the answer that names it. */
  static Fault notificationFirst() {
    return Reply::deliverReversed;
  }

  /** Sends raw bytes, past the WebSocket protocol. */
  static Fault raw(byte[] bytes) {
    return reply -> reply.sendRaw(ByteBuffer.wrap(bytes));
  }

  /** Does this and then something else. */
  default Fault then(Fault next) {
    return reply -> {
      apply(reply);
      next.apply(reply);
    };
  }
}

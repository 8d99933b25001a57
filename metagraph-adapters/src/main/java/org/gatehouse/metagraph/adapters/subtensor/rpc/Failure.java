package org.gatehouse.metagraph.adapters.subtensor.rpc;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** Says in words what the JDK's client means. */
final class Failure {

  private static final int LONGEST_QUOTE = 200;
  private static final int LONGEST_CHAIN = 10;

  private Failure() {}

  /** Returns what went wrong, in the words of the cause that says most. */
  static String of(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && chain.size() < LONGEST_CHAIN; t = t.getCause()) {
      chain.add(t);
    }
    for (Throwable t : chain) {
      if (t instanceof WebSocketHandshakeException handshake && handshake.getResponse() != null) {
        return handshake(handshake.getResponse().statusCode(), chain.get(chain.size() - 1));
      }
      if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
        return "the host name cannot be resolved";
      }
      if (t instanceof SSLException) {
        return "TLS failed: " + words(t);
      }
    }
    for (Throwable t : chain) {
      if (t instanceof HttpTimeoutException) {
        return "no answer in time";
      }
      if (t instanceof ConnectException) {
        return t.getMessage() == null ? "connection refused" : lowerFirst(words(t));
      }
      if (t instanceof CharacterCodingException) {
        return "the node sent text that is not UTF-8";
      }
      if (t instanceof EOFException) {
        return "the node closed the connection without saying so";
      }
    }
    return words(chain.get(chain.size() - 1));
  }

  private static String handshake(int status, Throwable root) {
    if (status == 101) {
      return "the server's answer to the WebSocket handshake is wrong: " + words(root);
    }
    return "the server answered HTTP " + status + " to the WebSocket handshake";
  }

  private static String words(Throwable t) {
    return t.getMessage() == null || t.getMessage().isBlank()
        ? t.getClass().getSimpleName()
        : Quote.of(t.getMessage(), LONGEST_QUOTE);
  }

  private static String lowerFirst(String words) {
    return Character.toLowerCase(words.charAt(0)) + words.substring(1);
  }
}

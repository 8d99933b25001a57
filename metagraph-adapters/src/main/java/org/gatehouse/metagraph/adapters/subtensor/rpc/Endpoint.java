package org.gatehouse.metagraph.adapters.subtensor.rpc;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * The URL of a node and the patience with it.
 *
 * @param uri an absolute {@code ws} or {@code wss} URL
 * @param timeout the longest time for opening, and for each call
 */
record Endpoint(URI uri, Duration timeout) {

  /**
   * Checks the URL.
   *
   * @throws ConnectionException if nothing can be opened there
   */
  Endpoint {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("ws") && !scheme.equals("wss")) {
      throw new ConnectionException(
          name(uri) + ": expected a URL that begins with ws:// or wss://, found another scheme");
    }
    if (uri.getHost() == null) {
      throw new ConnectionException(name(uri) + ": expected a URL with a host name, found none");
    }
    if (uri.getRawFragment() != null) {
      throw new ConnectionException(
          name(uri) + ": expected a URL without a fragment, found one (the part after #)");
    }
  }

  /** Returns the URL without what may be secret: the user's name and password, and the query. */
  String name() {
    return name(uri);
  }

  /** Returns the patience as a person writes it. */
  String patience() {
    long millis = timeout.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  static String name(URI uri) {
    if (uri.isOpaque() || uri.getRawAuthority() == null) {
      return Quote.of(uri.getScheme() == null ? "the URL" : uri.getScheme() + ":", 60);
    }
    String authority = uri.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String scheme = uri.getScheme() == null ? "" : uri.getScheme() + "://";
    return Quote.of(scheme + host + path, 200);
  }
}

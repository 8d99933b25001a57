package org.gatehouse.host.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.api.config.SectionReader;

/**
 * Where a service listens and how much it takes on: the keys {@code gatehouse.host.http}.
 *
 * @param address the address to listen on
 * @param port the port, 0 for any free one
 * @param token what requests have to show; empty if they need not
 * @param maxRequestBytes the largest body, in bytes
 * @param requestTimeout how long a request may take to arrive, wait for its turn, and its answer be
 *     read
 * @param idleTimeout how long a connection may be open without a request
 * @param maxConnections how many connections may be open
 * @param maxMessages how many messages a request may have scored
 * @param threads how many requests are worked on at a time
 */
public record HttpSettings(
    InetAddress address,
    int port,
    Optional<String> token,
    int maxRequestBytes,
    Duration requestTimeout,
    Duration idleTimeout,
    int maxConnections,
    int maxMessages,
    int threads) {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Reads the keys out of the section {@code gatehouse.host}; problems stay in the reader. */
  static HttpSettings read(SectionReader section) {
    InetAddress address = address(section);
    Optional<String> token = section.optionalText("http.token");
    if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
      section.problem("http.token", "expected letters, digits and -._~+/ only");
    }
    boolean forced = section.flag("http.allow-remote-without-token");
    if (token.isEmpty() && !forced && !address.isLoopbackAddress()) {
      section.problem(
          "http.address",
          "expected a loopback address such as 127.0.0.1, found "
              + address.getHostAddress()
              + ": set gatehouse.host.http.token, or let anyone who reaches it in with"
              + " gatehouse.host.http.allow-remote-without-token");
    }
    return new HttpSettings(
        address,
        section.integer("http.port", 0, 65535),
        token,
        section.integer("http.max-request-bytes", 1024, 1 << 30),
        section.duration("http.request-timeout", SHORTEST, LONGEST),
        section.duration("http.idle-timeout", SHORTEST, LONGEST),
        section.integer("http.max-connections", 1, 65536),
        section.integer("http.max-messages", 1, 65536),
        section.integer("http.threads", 1, 1024));
  }

  private static InetAddress address(SectionReader section) {
    String text = section.text("http.address");
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      section.problem(
          "http.address", "expected an address or a name of this machine, found \"" + text + '"');
      return InetAddress.getLoopbackAddress();
    }
  }

  /** Says nothing about the token. */
  @Override
  public String toString() {
    return "HttpSettings[" + address.getHostAddress() + ":" + port + "]";
  }
}

package org.gatehouse.host.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.gatehouse.host.serve.HttpSettings;
import org.jspecify.annotations.Nullable;

/**
 * By which names a service that asks its neighbours for no token lets itself be called: addresses,
 * localhost and the one it was configured with.
 *
 * <p>A web page can have its own name resolve to this machine, and so make its visitor's browser
 * take the service for a part of the page (DNS rebinding), or send requests here whose answers it
 * does not see. A browser tells either: by the header Host, or by Origin.
 */
final class HostNames {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+]");

  private final boolean any;
  private final String configured;

  /** Creates the names of a service; with a token, or where others reach it, any will do. */
  HostNames(HttpSettings settings) {
    InetAddress address = settings.address();
    any = settings.token().isPresent() || !address.isLoopbackAddress();
    // The text before the slash is the name that was configured, and empty if that was an address.
    configured = address.toString().replaceFirst("/.*", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Returns whether a request is let in.
   *
   * @param host the name it calls the service by; {@code null} if it has none, as in HTTP/1.0
   * @param origin its header Origin, which only browsers send; {@code null} if it has none
   */
  boolean admits(@Nullable String host, @Nullable String origin) {
    return any || ((host == null || isOwn(host)) && (origin == null || isOwn(hostOf(origin))));
  }

  private boolean isOwn(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || ADDRESS.matcher(name).matches()
        || (!name.isEmpty() && name.equals(configured));
  }

  private static String hostOf(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}

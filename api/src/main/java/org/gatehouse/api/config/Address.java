package org.gatehouse.api.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The address of a server in a configuration: a scheme, a host, and what else a URI may have. */
final class Address {

  private Address() {}

  /** Returns the address, or empty if the text is none or begins with no scheme of these. */
  static Optional<URI> parse(@Nullable String text, List<String> schemes) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      return uri.getScheme() != null
              && uri.getPort() <= 0xFFFF
              && uri.getHost() != null
              && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  static String shape(List<String> schemes) {
    return schemes.stream()
        .map(scheme -> scheme + "://HOST:PORT")
        .collect(Collectors.joining(" or "));
  }
}

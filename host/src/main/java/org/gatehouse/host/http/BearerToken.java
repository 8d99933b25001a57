package org.gatehouse.host.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is let in: everybody, or who shows a token. */
final class BearerToken {

  private static final String SCHEME = "Bearer ";

  private final byte @Nullable [] token;

  BearerToken(Optional<String> token) {
    this.token = token.map(BearerToken::bytes).orElse(null);
  }

  /** Returns whether a request with these headers {@code Authorization} is let in. */
  boolean admits(List<String> authorizations) {
    if (token == null) {
      return true;
    }
    // Of several, a proxy in front may have checked another one.
    String authorization = authorizations.size() == 1 ? authorizations.get(0) : "";
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    // Takes as long for a token that is nearly right as for any other.
    return MessageDigest.isEqual(token, bytes(authorization.substring(SCHEME.length()).strip()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

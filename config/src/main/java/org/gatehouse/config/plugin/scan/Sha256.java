package org.gatehouse.config.plugin.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making, and in lower-case hexadecimal digits. */
final class Sha256 {

  private static final int BUFFER = 1 << 16;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  static String of(String text) {
    return new Sha256().add(text).hex();
  }

  static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Sha256 sha256 = new Sha256();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.add(buffer, read);
      }
      return sha256.hex();
    }
  }

  Sha256 add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Sha256 add(byte[] buffer, int length) {
    digest.update(buffer, 0, length);
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}

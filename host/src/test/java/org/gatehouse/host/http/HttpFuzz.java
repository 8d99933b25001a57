package org.gatehouse.host.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes what is nearly HTTP, or nothing like it; none of it is a request to learn. */
final class HttpFuzz {

  private static final List<String> PARTS =
      List.of(
          "GET /v1/model HTTP/1.1\r\n",
          "POST /v1/forward HTTP/1.1\r\n",
          "POST /v1/backward HTTP/1.1\r\n",
          "DELETE /v1/model HTTP/1.1\r\n",
          "GET http://b:x/ HTTP/1.1\r\n",
          "GET /%00%ff%2e%2e/ HTTP/1.1\r\n",
          "GET //v1//model;a=b?c#d HTTP/1.1\r\n",
          "GET /v1/model HTTP/9.9\r\n",
          "GET /v1/model\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\n",
          "CONNECT a:1 HTTP/1.1\r\n",
          "Host: localhost\r\n",
          "Host: b\r\n",
          "Host: [::\r\n",
          "Host : a\r\n",
          " folded: yes\r\n",
          "Content-Type: application/json\r\n",
          "Content-Type: \r\n",
          "Content-Length: 17\r\n",
          "Content-Length: 5\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Content-Length: 1e3\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: gzip, chunked\r\n",
          "Transfer-Encoding: chunked, identity\r\n",
          "Content-Encoding: gzip\r\n",
          "Expect: 100-continue\r\n",
          "Expect: miracles\r\n",
          "Upgrade: h2c\r\nConnection: upgrade, http2-settings\r\n",
          "Connection: close\r\n",
          "Authorization: Bearer \u00e9\r\n",
          "Cookie: a=\"b\r\n",
          "X: " + "y".repeat(3000) + "\r\n",
          "\r\n",
          "\r\n\r\n",
          "\n",
          "\0\0\0\0",
          "{\"message\":\"hi\"}",
          "5\r\nhello\r\n",
          "0\r\n\r\n",
          "fffffffff\r\n",
          "-1\r\n",
          "1;ext=\"\r\nx\r\n");

  private HttpFuzz() {}

  static byte[] next(Random random) {
    if (random.nextInt(10) == 0) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      return noise;
    }
    StringBuilder text = new StringBuilder();
    // Some begin with what is right, so that garbage follows in the same go.
    if (random.nextInt(3) == 0) {
      text.append("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    if (random.nextInt(3) > 0) {
      text.append(PARTS.get(random.nextInt(4))).append("Host: localhost\r\n");
    }
    int parts = 1 + random.nextInt(8);
    for (int i = 0; i < parts; i++) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    if (random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }
}

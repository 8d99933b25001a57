package org.gatehouse.host.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a request is answered.
 *
 * @param status the HTTP status
 * @param type the media type
 * @param body the body; nobody changes it
 * @param headers further headers
 */
record Answer(int status, String type, byte[] body, List<Problem.Header> headers) {

  private static final String JSON = "application/json";

  static Answer text(int status, String type, String text, List<Problem.Header> headers) {
    return new Answer(status, type, text.getBytes(StandardCharsets.UTF_8), headers);
  }

  static Answer json(String text) {
    return text(200, JSON, text, List.of());
  }
}

package org.gatehouse.host.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what is refused before anybody has looked at it: what is not even HTTP. */
final class ErrorAnswers extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answer answer = answer(response.getStatus(), request);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private static Answer answer(int status, Request request) {
    String detail =
        switch (status) {
          case 431 -> "expected shorter headers";
          case 414 -> "expected a shorter address";
          case 505 -> "expected HTTP/1.1";
          default -> wrong(request);
        };
    return Problem.of(status, HttpStatus.getMessage(status), detail).answer();
  }

  private static String wrong(Request request) {
    if (request.getHttpURI().hasViolations()) {
      return "expected a path without empty parts, in which nothing is encoded";
    }
    return String.valueOf(request.getAttribute(ERROR_MESSAGE)).contains("Host")
        ? "expected one header Host, with a valid name"
        : "expected a request in HTTP/1.1 with a valid path and valid headers";
  }
}

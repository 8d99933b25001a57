package org.gatehouse.host.http;

import org.jspecify.annotations.Nullable;

/**
 * What is done at one path with one method.
 *
 * @param method the method
 * @param path the path, which has no parameters
 * @param body whether a body is read
 * @param place where it is done
 * @param action what is done
 */
record Route(String method, String path, Body body, Place place, Action action) {

  /** Whether a body is read. */
  enum Body {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  /** Where a route is worked on, and who may use it. */
  enum Place {
    /** At once, by anybody, however much there is to do. */
    OPEN,
    /** At once, by who has the token. */
    DIRECT,
    /** When there is room for it. */
    WORKER,
    /** When there is room for it, and no longer when the service is stopping. */
    GATE
  }

  /** Answers a request. */
  @FunctionalInterface
  interface Action {
    /** Answers a request with this body, which is {@code null} if there was none. */
    Answer answer(byte @Nullable [] body);
  }
}

package org.gatehouse.formats;

/**
 * A file that was refused because of what it holds, or lacks.
 *
 * <p>The message says which file, where in it, what was expected and what was found. Trouble with
 * reading as such (no such file, a failing disk) is an {@link java.io.UncheckedIOException}
 * instead.
 */
public class FormatException extends RuntimeException {
  private final String origin;

  /**
   * Refuses a file.
   *
   * @param origin the path of the file, or what the caller called the stream
   * @param problem where, what was expected and what was found, without the origin
   */
  public FormatException(String origin, String problem) {
    super(origin + ": " + problem);
    this.origin = origin;
  }

  /** Refuses a file because of a lower-level exception. */
  public FormatException(String origin, String problem, Throwable cause) {
    super(origin + ": " + problem, cause);
    this.origin = origin;
  }

  /** Returns the path of the refused file, or what the caller called the stream. */
  public String origin() {
    return origin;
  }
}

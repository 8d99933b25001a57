package org.gatehouse.host.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.gatehouse.api.telemetry.ProgressListener;

/**
 * The three streams of a command: standard output carries data only, everything else goes to
 * standard error. Thread-safe.
 */
public final class Console {

  static final String ERASE_TO_END = "\u001b[K";

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  /**
   * Creates a console.
   *
   * @param terminal whether {@code err} is a terminal, on which progress may be drawn
   */
  public Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** Returns standard input. */
  public InputStream in() {
    return in;
  }

  /** Returns standard error. */
  public PrintStream err() {
    return err;
  }

  /** Returns standard output; commands write with {@link #data}. */
  public PrintStream out() {
    return out;
  }

  /**
   * Writes one line of data.
   *
   * @throws OutputClosedException if nobody takes it any more
   */
  public void data(String line) {
    out.print(line + "\n");
    // A print stream keeps failures to itself; it also flushes here, so that readers see the line.
    if (out.checkError()) {
      throw new OutputClosedException(StandardOutput.failureOf(out));
    }
  }

  /** Writes several lines of data. */
  public void data(List<String> lines) {
    data(String.join("\n", lines));
  }

  /**
   * Tells the user something; a progress bar gives way. Names from strangers' files may be part of
   * it, so nothing that a terminal could act on gets through.
   */
  public void message(String line) {
    err.print((terminal ? "\r" + ERASE_TO_END : "") + harmless(line) + "\n");
    err.flush();
  }

  /** Returns a name out of a stranger's file as one line on which a terminal does not act. */
  public static String oneLine(String text) {
    return harmless(text).replace('\n', '?').replace('\t', '?');
  }

  private static String harmless(String text) {
    StringBuilder harmless = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '?' : c)
        .forEach(harmless::appendCodePoint);
    return harmless.toString();
  }

  /** Returns a listener that shows progress: a bar on a terminal, else a line now and then. */
  public ProgressListener progress() {
    return terminal ? new ProgressBar(err) : new ProgressLines(this::message, System::nanoTime);
  }
}

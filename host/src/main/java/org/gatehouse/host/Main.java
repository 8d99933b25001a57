package org.gatehouse.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.StandardOutput;
import org.gatehouse.host.cli.Termination;

/** The command line {@code gatehouse}. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String... args) {
    // Numbers are read by programs too: they look the same everywhere.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    PrintStream out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    PrintStream err = new StandardOutput(new FileOutputStream(FileDescriptor.err));
    int code =
        run(
            new Console(System.in, out, err, Boolean.getBoolean(CommonOptions.TERMINAL)),
            new Signals(),
            args);
    out.flush();
    System.exit(code);
  }

  /**
   * Runs one command in this process.
   *
   * @return 0 if all went well, 1 after a failure, 2 if the command line or the configuration is
   *     wrong; {@code metagraph diff} has codes of its own
   */
  public static int run(InputStream in, PrintStream out, PrintStream err, String... args) {
    return run(new Console(in, out, err, false), Termination.never(), args);
  }

  private static int run(Console console, Termination termination, String... args) {
    return new Commands(console, termination).run(args);
  }
}

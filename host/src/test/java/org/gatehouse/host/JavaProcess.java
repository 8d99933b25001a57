package org.gatehouse.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class of the test class path in a process of its own. */
final class JavaProcess {

  private JavaProcess() {}

  /**
   * Runs the class to its end.
   *
   * @param folder an empty one, for what the process writes
   */
  static Cli.Result run(Path folder, List<String> javaOptions, Class<?> main, String... args)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command(javaOptions, main, args))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    return new Cli.Result(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  /** Returns what runs the class. */
  static List<String> command(List<String> javaOptions, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(javaOptions);
    command.add(main.getName());
    command.addAll(List.of(args));
    return command;
  }
}

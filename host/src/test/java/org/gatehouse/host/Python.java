package org.gatehouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The Python of this machine, which runs the client examples. */
final class Python {

  private static final String OLDEST = "import sys; sys.exit(sys.version_info < (3, 9))";

  private final Path folder;

  /**
   * Skips the test where there is no such Python.
   *
   * @param folder an empty one, for what scripts write
   */
  Python(Path folder) throws InterruptedException {
    this.folder = folder;
    assumeTrue(isThere(), "skipped: this machine has no python3 of version 3.9 or later");
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", OLDEST).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a script to its end, without a proxy and without leaving compiled files behind. */
  Cli.Result run(Map<String, String> environment, Path script, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", script.toString()));
    command.addAll(List.of(args));
    Path out = folder.resolve("python.out");
    Path err = folder.resolve("python.err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s has ended", script).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Cli.Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}

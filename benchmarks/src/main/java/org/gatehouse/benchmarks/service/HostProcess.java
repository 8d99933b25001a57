package org.gatehouse.benchmarks.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host that serves, as its operator starts it: one process of the distribution. */
final class HostProcess implements AutoCloseable {

  private static final Pattern SERVING = Pattern.compile("serving (http://[^\\s]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long POLL_MILLIS = 2;

  private final Process process;
  private final Path errors;
  private final long started = System.nanoTime();

  private HostProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /**
   * Starts a process.
   *
   * @param errors the file that takes what it says
   */
  static HostProcess start(List<String> command, Path errors) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(errors.toFile());
      Process process = builder.start();
      process.getOutputStream().close();
      return new HostProcess(process, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until it serves, and returns where.
   *
   * @throws Unexpected if it ends instead
   */
  URI awaitServing() throws InterruptedException {
    while (true) {
      boolean alive = process.isAlive();
      Optional<URI> address = address();
      if (address.isPresent()) {
        return address.get();
      }
      if (!alive) {
        throw new Unexpected("the host ended with " + process.exitValue() + ": " + errors());
      }
      if (age().compareTo(PATIENCE) > 0) {
        throw new Unexpected("the host does not serve after " + age() + ": " + errors());
      }
      process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private Optional<URI> address() {
    Matcher serving = SERVING.matcher(errors());
    // The line may be half there.
    return serving.find() && serving.end() < serving.regionEnd()
        ? Optional.of(URI.create(serving.group(1)))
        : Optional.empty();
  }

  /** Returns the time since the start. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns what it has said so far. */
  String errors() {
    try {
      return new String(Files.readAllBytes(errors), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end, with SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Ends it with SIGKILL, which it cannot see coming. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for its end, and returns its exit code. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new Unexpected("the host has not ended after " + PATIENCE + ": " + errors());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

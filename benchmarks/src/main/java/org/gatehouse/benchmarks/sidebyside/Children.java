package org.gatehouse.benchmarks.sidebyside;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that run classes of this project. */
final class Children {

  /** What only peers need. */
  private static final List<String> PEERS = List.of("onnxruntime-", "pytorch-");

  private Children() {}

  /** The class path of this process. */
  static List<String> classPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  /** The same without the libraries of peers: as a user of Gatehouse has it. */
  static List<String> classPathWithoutPeers() {
    return classPath().stream()
        .filter(
            entry -> PEERS.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
        .toList();
  }

  /** Runs a class to its end, and returns how many seconds that took. */
  static double run(
      List<String> classPath,
      List<String> options,
      ProcessBuilder.Redirect errors,
      List<String> mainAndArguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
    command.addAll(options);
    command.addAll(mainAndArguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
    long start = System.nanoTime();
    Process process = builder.redirectOutput(errors).start();
    Thread end = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(end);
    int exit = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    if (exit != 0) {
      throw new IllegalStateException(
          "the process of %s ended with %d".formatted(mainAndArguments, exit));
    }
    return (System.nanoTime() - start) / 1e9;
  }
}

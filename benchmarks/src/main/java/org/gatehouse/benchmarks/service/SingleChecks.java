package org.gatehouse.benchmarks.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What else can happen to a state folder: a second host, no permission, a full disk, another time.
 */
final class SingleChecks {

  private static final int PEERS = 32;

  /** Beyond a snapshot: room for some hundreds of logged steps. */
  private static final int ROOM = 64 * 1024;

  /** The unit in which shells limit the size of a file. */
  private static final int BLOCK = 512;

  /** Before a command: who may write everywhere has somebody else try. */
  private static final List<String> ANOTHER_USER =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  private static final int MOST_STEPS = 20_000;
  private static final int REFUSALS = 5;
  private static final int MOST_WAITS = 1500;
  private static final int WAIT_MILLIS = 20;

  private final Installation installation;
  private final Path folder;

  SingleChecks(Installation installation, Path folder) {
    this.installation = installation;
    this.folder = folder;
  }

  /** Runs all checks, and prints a line for each. */
  void run() throws IOException, InterruptedException {
    secondHost();
    readOnlyFolder();
    fullDisk();
    clockJumps();
  }

  private Path state(String name) {
    return folder.resolve(name);
  }

  private Installation at(Path state) {
    return installation.with("gatehouse.state.dir", state).with("gatehouse.state.fsync", "never");
  }

  private HostProcess start(List<String> command, String name) {
    return HostProcess.start(command, folder.resolve(name + ".err"));
  }

  private static void require(boolean condition, String what, HostProcess host) {
    if (!condition) {
      throw new Unexpected(what + ": " + host.errors());
    }
  }

  private void secondHost() throws InterruptedException {
    Path state = state("shared");
    try (HostProcess first = start(at(state).serve(), "first")) {
      first.awaitServing();
      try (HostProcess second = start(at(state).serve(), "second")) {
        require(second.awaitExit() == 1, "the second host should have ended with 1", second);
        require(second.errors().contains(state.toString()), "the folder is not named", second);
        require(
            second.errors().contains(Long.toString(first.pid())),
            "the first host's process is not named",
            second);
      }
      require(first.isAlive(), "the first host has ended", first);
    }
    System.out.println("two hosts: the second one is refused, with the folder and the process");
  }

  private void readOnlyFolder() throws IOException, InterruptedException {
    Path state = Files.createDirectory(state("read-only"));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("r-xr-xr-x"));
    List<String> command = new ArrayList<>();
    if (Files.isWritable(state)) {
      if (!installation.isReadableTo(ANOTHER_USER)) {
        System.out.println("read-only folder: SKIPPED, as no user is refused who could serve");
        return;
      }
      command.addAll(ANOTHER_USER);
    }
    command.addAll(at(state).serve());
    try (HostProcess host = start(command, "read-only")) {
      require(host.awaitExit() == 1, "a host in a read-only folder should end with 1", host);
      require(host.errors().contains(state.toString()), "the folder is not named", host);
      require(host.errors().contains("access denied"), "the reason is not named", host);
    } finally {
      Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
    }
    System.out.println("read-only folder: refused, with the folder");
  }

  private void fullDisk() throws IOException, InterruptedException {
    Path state = state("full");
    long largest = Files.size(state("shared").resolve("snapshot-000000000000.safetensors")) + ROOM;
    List<String> limited =
        new ArrayList<>(
            List.of("sh", "-c", "ulimit -f " + largest / BLOCK + "; exec \"$@\"", "sh"));
    limited.addAll(at(state).serve());
    SplittableRandom random = new SplittableRandom(1);
    String full = "";
    int taken = 0;
    int refused = 0;
    try (HostProcess host = start(limited, "full")) {
      HostApi api = new HostApi(host.awaitServing());
      api.post("/v1/resync", Networks.snapshot(Networks.first(PEERS))).expectOk();
      while (refused < REFUSALS) {
        HostApi.Answer answer = step(api, random);
        if (answer.isOk()) {
          // Also after a refusal: a shorter record may still find room.
          taken++;
          require(taken < MOST_STEPS, "no write has failed; is there a limit", host);
        } else {
          refused++;
          require(answer.status() == 503, "expected 503, found " + answer, host);
          require(api.model().path("steps").asInt() == taken, "a refused step was taken", host);
        }
      }
      full = state(api);
      host.kill();
    }
    try (HostProcess host = start(at(state).serve(), "empty")) {
      HostApi api = new HostApi(host.awaitServing());
      require(state(api).equals(full), "the state is not what it was when the disk was full", host);
      step(api, random).expectOk();
      host.terminate();
      require(host.awaitExit() == 0, "the host should have ended with 0", host);
    }
    System.out.printf(
        "full disk: after %d steps refused with 503, nothing changed, and went on later%n", taken);
  }

  private void clockJumps() throws IOException, InterruptedException {
    Optional<Path> library = clockLibrary();
    if (library.isEmpty()) {
      System.out.println("clock jump: SKIPPED, for there is no libfaketime");
      return;
    }
    Path state = state("jumping");
    Path offset = Files.writeString(folder.resolve("clock"), "+0");
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "LD_PRELOAD=" + library.get(),
                "FAKETIME_TIMESTAMP_FILE=" + offset,
                "FAKETIME_NO_CACHE=1",
                "DONT_FAKE_MONOTONIC=1"));
    command.addAll(at(state).with("gatehouse.state.snapshot-interval", "1s").serve());
    SplittableRandom random = new SplittableRandom(1);
    String jumped;
    try (HostProcess host = start(command, "jumping")) {
      HostApi api = new HostApi(host.awaitServing());
      api.post("/v1/resync", Networks.snapshot(Networks.first(PEERS))).expectOk();
      for (String jump : List.of("-400d", "+4000d", "-20d", "+0")) {
        String early = api.forward(Traffic.message(random));
        Files.writeString(offset, jump);
        reward(api, early).expectOk();
        step(api, random).expectOk();
        long written = api.model().path("steps").asLong();
        awaitSnapshot(state, written, host);
      }
      jumped = state(api);
      host.kill();
    }
    try (HostProcess host = start(at(state).serve(), "jumped")) {
      require(state(new HostApi(host.awaitServing())).equals(jumped), "the state is another", host);
    }
    System.out.println("clock jump: by -400, 4000 and -20 days; scores, snapshots and log held");
  }

  /** A snapshot counts the changes before it: the first resync, and the steps. */
  private static void awaitSnapshot(Path state, long steps, HostProcess host)
      throws InterruptedException {
    Path snapshot = state.resolve("snapshot-%012d.safetensors".formatted(steps + 1));
    for (int i = 0; !Files.exists(snapshot); i++) {
      require(i < MOST_WAITS, "there is no snapshot after " + steps + " steps", host);
      Thread.sleep(WAIT_MILLIS);
    }
  }

  private static Optional<Path> clockLibrary() throws IOException {
    try (Stream<Path> libraries = Files.list(Path.of("/usr/lib"))) {
      return libraries
          .map(folder -> folder.resolve("faketime").resolve("libfaketimeMT.so.1"))
          .filter(Files::exists)
          .findFirst();
    }
  }

  private static String state(HostApi api) {
    return api.model().path("state_sha256").asText();
  }

  private static HostApi.Answer step(HostApi api, SplittableRandom random) {
    return reward(api, api.forward(Traffic.message(random)));
  }

  private static HostApi.Answer reward(HostApi api, String id) {
    return api.post(
        "/v1/backward",
        Map.of("scores_id", id, "uids", List.of(1, 2), "rewards", List.of(0.25, 0.75)));
  }
}

package org.gatehouse.benchmarks.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.gatehouse.api.metagraph.Metagraph;
import org.jspecify.annotations.Nullable;

/**
 * One state folder and the hosts that are killed over it, one after the other, at moments drawn by
 * a seeded generator.
 *
 * <p>Each that comes up has to be in a state that the reference was in too, as late as the {@link
 * Durability} promises. For use by one thread.
 */
final class KillRun implements AutoCloseable {

  private static final int PEERS = 48;
  private static final int MOST_CHANGES = 40;

  private final Installation installation;
  private final Durability durability;
  private final StateFiles files;
  private final Path errors;
  private final SplittableRandom random;
  private final Reference reference;
  private final KillTally tally = new KillTally();

  /** How many changes of the reference were acknowledged; one more may have been made. */
  private int acknowledged;

  /** What the host may know as the network, even where its last snapshot is older. */
  private final List<Metagraph> pushed = new ArrayList<>();

  private Duration start = Duration.ofSeconds(2);
  private Duration change = Duration.ofMillis(3);
  private Duration shutdown = Duration.ofMillis(300);

  KillRun(Installation installation, Durability durability, Path folder, long seed) {
    Path state = folder.resolve("state");
    this.installation = durability.of(installation).with("gatehouse.state.dir", state);
    this.durability = durability;
    this.files = new StateFiles(state);
    this.errors = folder.resolve("host.err");
    this.random = new SplittableRandom(seed);
    this.reference = new Reference(installation, Networks.first(PEERS));
  }

  /** Kills so many hosts, and lets the last two end by themselves. */
  KillTally run(int times) throws InterruptedException {
    begin();
    for (int round = 0; round < times; round++) {
      KillMoment moment = KillMoment.ofRound(round);
      try {
        kill(moment);
      } catch (Unexpected e) {
        throw new Unexpected("kill %d, at %s: %s".formatted(round + 1, moment, e.getMessage()));
      }
      tally.killed(moment);
    }
    end();
    return tally;
  }

  private HostProcess launch() {
    return HostProcess.start(installation.serve(), errors);
  }

  /** In which states the next host may come up, told from what is on disk now. */
  private Expected expected() {
    int to = reference.changes();
    return switch (durability) {
      case LOGGED -> new Expected(acknowledged, to);
      case SNAPSHOTS -> new Expected(changesInSnapshot(), changesInSnapshot());
      case TORN -> new Expected(changesInSnapshot(), to);
    };
  }

  /** Changes since the last proof, the fewest and the most. */
  private record Expected(int from, int to) {}

  private int changesInSnapshot() {
    String sha = files.newestSnapshot().orElseThrow(() -> new Unexpected("there is no snapshot"));
    return reference
        .find(sha, 0, reference.changes(), pushed)
        .orElseThrow(() -> new Unexpected("the newest snapshot holds what never was"))
        .changes();
  }

  /** Lets the first host learn the network and end in peace. */
  private void begin() throws InterruptedException {
    try (HostProcess host = launch()) {
      HostApi api = new HostApi(host.awaitServing());
      api.post("/v1/resync", Networks.snapshot(reference.network())).expectOk();
      prove(api, new Expected(0, 0));
      shutDown(host);
    }
  }

  private void end() throws InterruptedException {
    Optional<StateFiles.Tear> tear = tear();
    Expected expected = expected();
    try (HostProcess host = launch()) {
      HostApi api = new HostApi(host.awaitServing());
      prove(api, expected);
      tear.ifPresent(torn -> requireNamed(torn, host));
      Traffic traffic = new Traffic(random, reference);
      for (int i = 0; i < MOST_CHANGES; i++) {
        settle(traffic.send(api), null);
      }
      shutDown(host);
    }
    try (HostProcess host = launch()) {
      // It ended by itself: nothing is lost, whatever the durability.
      prove(new HostApi(host.awaitServing()), new Expected(acknowledged, acknowledged));
      shutDown(host);
    }
  }

  private void shutDown(HostProcess host) throws InterruptedException {
    long begin = System.nanoTime();
    host.terminate();
    int exit = host.awaitExit();
    if (exit != 0) {
      throw new Unexpected("after SIGTERM the host ended with " + exit + ": " + host.errors());
    }
    shutdown = Duration.ofNanos(System.nanoTime() - begin);
  }

  private void kill(KillMoment moment) throws InterruptedException {
    if (moment == KillMoment.START) {
      try (HostProcess host = launch()) {
        pause(start.plus(start.dividedBy(4)));
        host.kill();
      }
      return;
    }
    Optional<StateFiles.Tear> tear = tear();
    Expected expected = expected();
    try (HostProcess host = launch()) {
      HostApi api = new HostApi(host.awaitServing());
      start = host.age();
      prove(api, expected);
      tear.ifPresent(torn -> requireNamed(torn, host));
      Traffic traffic = new Traffic(random, reference);
      if (moment == KillMoment.SNAPSHOT) {
        killInSnapshot(host, api, traffic);
        return;
      }
      for (int changes = random.nextInt(MOST_CHANGES); changes > 0; changes--) {
        settle(traffic.send(api), null);
      }
      Traffic.Sent last = traffic.send(api);
      if (moment == KillMoment.SHUTDOWN) {
        host.terminate();
        pause(shutdown.plus(shutdown.dividedBy(4)));
      } else {
        pause(change.multipliedBy(2));
      }
      host.kill();
      settle(last, moment);
    }
  }

  private Optional<StateFiles.Tear> tear() {
    return durability == Durability.TORN ? files.tear(random) : Optional.empty();
  }

  private void pause(Duration longest) {
    LockSupport.parkNanos(random.nextLong(longest.toNanos()));
  }

  private void killInSnapshot(HostProcess host, HostApi api, Traffic traffic)
      throws InterruptedException {
    SnapshotKiller killer = new SnapshotKiller(host, files);
    killer.start();
    try {
      boolean answered = true;
      while (answered) {
        answered = settle(traffic.send(api), KillMoment.SNAPSHOT);
      }
    } catch (Unexpected.NoAnswer e) {
      // To a forward pass, which changes nothing.
    }
    killer.join();
    tally.inSnapshot(killer.sawSnapshot());
  }

  /**
   * Takes note of the answer to a change.
   *
   * @param moment at which the host is killed meanwhile; {@code null} if it is not
   * @return whether there was an answer
   */
  private boolean settle(Traffic.Sent sent, @Nullable KillMoment moment) {
    long begin = System.nanoTime();
    HostApi.Answer answer;
    try {
      answer = HostApi.join(sent.answer());
    } catch (Unexpected.NoAnswer e) {
      if (moment == null) {
        throw e;
      }
      sent.replay().run();
      if (sent.pushed() != null) {
        pushed.add(sent.pushed());
      }
      return false;
    }
    if (moment == KillMoment.SHUTDOWN && answer.status() == 503) {
      return true; // It drains, and has not made the change.
    }
    answer.expectOk();
    change = Duration.ofNanos(System.nanoTime() - begin).plusMillis(1);
    sent.replay().run();
    acknowledged = reference.changes();
    tally.acknowledged();
    if (sent.pushed() != null) {
      pushed.clear();
      pushed.add(sent.pushed());
    }
    return true;
  }

  /** Holds the state of a host that came up against the reference, which continues from there. */
  private void prove(HostApi api, Expected expected) {
    JsonNode model = api.model();
    String sha = model.path("state_sha256").asText();
    Reference.Found found =
        reference
            .find(sha, expected.from(), expected.to(), pushed)
            .orElseThrow(() -> new Unexpected(strange(model, expected)));
    if (model.path("steps").asLong() != found.state().snapshot().step()) {
      throw new Unexpected("the steps are not those of the state: " + model);
    }
    tally.proven(acknowledged, found.changes());
    reference.continueFrom(found);
    pushed.clear();
    pushed.add(found.state().network());
    acknowledged = reference.changes();
    requireSameScores(api);
  }

  private String strange(JsonNode model, Expected expected) {
    String where =
        reference
            .find(model.path("state_sha256").asText(), 0, reference.changes(), pushed)
            .map(found -> "that after " + found.changes() + " changes")
            .orElse("one that never was");
    return "expected the state after %d to %d changes of %d, found %s: %s"
        .formatted(expected.from(), expected.to(), reference.changes(), where, model);
  }

  private void requireSameScores(HostApi api) {
    String message = Traffic.message(random);
    JsonNode scores =
        api.post("/v1/forward", Map.of("message", message)).expectOk().at("/results/0/scores");
    float[] expected = reference.forward(message).scores();
    for (int uid = 0; uid < expected.length; uid++) {
      if ((float) scores.path(uid).asDouble() != expected[uid]) {
        throw new Unexpected(
            "expected the score %s for uid %d, found %s"
                .formatted(expected[uid], uid, scores.path(uid)));
      }
    }
  }

  private void requireNamed(StateFiles.Tear tear, HostProcess host) {
    boolean named = host.errors().contains(tear.file()) && host.errors().contains(".damaged");
    tally.torn(named);
    if (tear.isSure() && !named) {
      throw new Unexpected("the host does not name the damage: " + tear + ": " + host.errors());
    }
  }

  @Override
  public void close() {
    reference.close();
  }
}

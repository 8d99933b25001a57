package com.example.validator;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.validator.EmbeddedGatehouse.Work;
import com.example.validator.NetworkFile.Peer;
import com.example.validator.Round.Rewarded;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.api.Uids;
import org.gatehouse.config.GatehouseConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The validator, its gate and its network against real servers on this machine. */
@Timeout(60)
class ValidatorTest {

  private static final Duration BRIEF = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final LoopbackPeers peers = new LoopbackPeers();
  private NetworkFile network;
  private Path state;

  @BeforeEach
  void installTheGate() throws IOException {
    Path plugin = Path.of(System.getProperty("gate.plugin"));
    assertThat(plugin).as("built by mvn verify in examples/gating-hashing").exists();
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(plugin, plugins.resolve("gating-hashing.jar"));
    network = new NetworkFile(folder.resolve("network.json"));
    state = folder.resolve("state");
  }

  @AfterEach
  void close() {
    peers.close();
  }

  /** The build's own properties, such as gatehouse.version, are no configuration. */
  private static GatehouseConfig.Loader loader() {
    return GatehouseConfig.loader().systemProperties(new Properties());
  }

  private GatehouseConfig config(String selector, int k) {
    return loader()
        .text(
            """
            gatehouse {
              plugins.path = ["%s"]
              state.dir = "%s"
              gating { model = hashing, num-uids = auto, seed = 7, learning-rate = 0.05 }
              gating.hashing.dimension = 256
              selection { selector = "%s", k = %d }
              metagraph { source = file, file { path = "%s", poll-interval = 10ms } }
            }
            """
                .formatted(folder.resolve("plugins"), state, selector, k, network.path()))
        .load();
  }

  private Path events() {
    return folder.resolve("events.jsonl");
  }

  private List<Config> written() throws IOException {
    return Files.readAllLines(events()).stream().map(ConfigFactory::parseString).toList();
  }

  private void run(GatehouseConfig config, Duration timeout, Rewards rewards, Work work)
      throws InterruptedException {
    EmbeddedGatehouse.run(config, new ValidatorSettings(events(), timeout, 4096), rewards, work);
  }

  private static Task task(String prompt) {
    return new Task("answer", "question", prompt);
  }

  private static final String SEA = "tide wave reef sand";
  private static final String SKY = "moon star wind mist";

  /** Starts a peer that takes up the words of a prompt that it knows. */
  private Peer knowing(String hotkey, String words) {
    List<String> known = List.of(words.split(" "));
    return new Peer(
        hotkey,
        peers.answering(
            prompt ->
                Stream.of(prompt.split(" "))
                    .filter(known::contains)
                    .collect(joining(" ", "On ", "."))));
  }

  private static List<Task> tasks(long seed, int count) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToObj(i -> task(prompt(random))).toList();
  }

  private static String prompt(Random random) {
    String[] words = (random.nextBoolean() ? SEA : SKY).split(" ");
    return IntStream.range(0, 3).mapToObj(i -> words[random.nextInt(4)]).collect(joining(" "));
  }

  private static double mean(List<Round> rounds) {
    return rounds.stream().mapToDouble(Round::meanReward).average().orElseThrow();
  }

  private static Rewarded ofUid(int uid, Round round) {
    return round.rewarded().stream().filter(peer -> peer.uid() == uid).findFirst().orElseThrow();
  }

  private static List<Integer> uids(Round round) {
    return round.rewarded().stream().map(Rewarded::uid).toList();
  }

  private List<Round> rounds(
      GatehouseConfig config, Duration timeout, Rewards rewards, List<Task> tasks)
      throws InterruptedException {
    List<Round> rounds = new ArrayList<>();
    run(
        config,
        timeout,
        rewards,
        validator -> {
          for (Task task : tasks) {
            rounds.add(validator.round(task));
          }
        });
    return rounds;
  }

  /** Three peers that know the sea, three that know the sky, and six that know nothing. */
  private void writeKnowing() {
    network.write(
        100,
        IntStream.range(0, 12)
            .mapToObj(uid -> knowing("peer-" + uid, List.of(SEA, "", SKY, "").get(uid % 4)))
            .toList());
  }

  @Test
  void thePeersThatItChoosesGetBetter() throws Exception {
    writeKnowing();
    List<Round> rounds =
        rounds(config("epsilon-greedy", 3), PATIENCE, new WordOverlap(), tasks(1, 500));

    assertThat(peers.asked()).isEqualTo(3 * rounds.size());
    double first = mean(rounds.subList(0, 25));
    double last = mean(rounds.subList(400, 500));
    assertThat(first).as("a quarter of the peers know the answer").isBetween(0.1, 0.5);
    assertThat(last).as("10% of the places go to peers at random").isGreaterThan(0.85);
    // For who builds this: gatehouse replay reads it.
    Files.copy(
        events(), Path.of(System.getProperty("events")), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void theSameSeedAsksTheSamePeers() throws Exception {
    writeKnowing();
    List<Task> tasks = tasks(2, 50);
    List<Round> once = rounds(config("softmax", 3), PATIENCE, new WordOverlap(), tasks);
    state = folder.resolve("state of its own");
    List<Round> again = rounds(config("softmax", 3), PATIENCE, new WordOverlap(), tasks);
    assertThat(again)
        .extracting(ValidatorTest::uids)
        .isEqualTo(once.stream().map(ValidatorTest::uids).toList());
    assertThat(once.stream().map(ValidatorTest::uids).distinct().count()).isGreaterThan(10);
  }

  @Test
  void anEventHasTheFieldsOfTheOriginalAndThePropensities() throws Exception {
    network.write(100, List.of(knowing("sea", SEA), knowing("sky", SKY)));
    Round round =
        rounds(
                config("uniform", 2),
                PATIENCE,
                new WordOverlap(),
                List.of(task("tide \"wave\" moon")))
            .get(0);
    Config event = written().get(0);
    assertThat(written()).hasSize(1);
    assertThat(event.getString("name")).isEqualTo("answer");
    assertThat(event.getString("task_type")).isEqualTo("question");
    assertThat(event.getInt("block")).isEqualTo(100);
    assertThat(event.getString("prompt")).isEqualTo("tide \"wave\" moon");
    assertThat(event.getIntList("uids")).isEqualTo(uids(round)).containsExactlyInAnyOrder(0, 1);
    List<String> hotkeys = uids(round).stream().map(uid -> uid == 0 ? "sea" : "sky").toList();
    assertThat(event.getStringList("hotkeys")).isEqualTo(hotkeys);
    assertThat(event.getDoubleList("propensities")).containsExactly(1.0, 1.0);
    assertThat(event.getDoubleList("rewards"))
        .isEqualTo(round.rewarded().stream().map(Rewarded::reward).toList())
        .allMatch(reward -> Math.abs(reward - 1 / 3.0) < 1e-9);
    assertThat(event.getStringList("completions"))
        .containsExactlyInAnyOrder("On tide.", "On moon.");
    assertThat(event.getStringList("completions")).contains(event.getString("best"));
    assertThat(event.getDoubleList("completion_times")).hasSize(2).allMatch(time -> time > 0);
    assertThat(event.getDouble("step_length"))
        .isGreaterThan(Collections.max(event.getDoubleList("completion_times")));
    assertThat(event.getDouble("gating_loss")).isEqualTo(round.step().loss()).isPositive();
  }

  @Test
  void peersThatGiveNoAnswerInTimeAreLeftOut() throws Exception {
    network.write(
        100,
        List.of(
            new Peer("slow", peers.silent()),
            knowing("sea", SEA),
            new Peer("stalling", peers.stalling()),
            new Peer("dead", peers.dead())));
    Round round =
        rounds(config("uniform", 4), BRIEF, new WordOverlap(), List.of(task("tide"))).get(0);
    assertThat(uids(round)).containsExactly(1);
    assertThat(round.silent()).containsExactlyInAnyOrder(0, 2, 3);
    assertThat(round.step().trained()).isEqualTo(Uids.of(1));
    assertThat(written().get(0).getIntList("uids")).containsExactly(1);
    assertThat(written().get(0).getDoubleList("propensities")).hasSize(1);
    assertThat(written().get(0).getIntList("silent")).isEqualTo(round.silent());
  }

  @Test
  void silenceMayCostWhatTheRewardsSay() throws Exception {
    network.write(100, List.of(new Peer("dead", peers.dead()), knowing("sea", SEA)));
    Rewards strict =
        new Rewards() {
          @Override
          public double of(String prompt, String completion) {
            return 1;
          }

          @Override
          public OptionalDouble ofSilence() {
            return OptionalDouble.of(-1);
          }
        };
    Round round = rounds(config("top-k", 2), PATIENCE, strict, List.of(task("tide"))).get(0);
    assertThat(round.silent()).isEmpty();
    assertThat(round.step().trained().toArray()).containsExactlyInAnyOrder(0, 1);
    assertThat(round.rewarded())
        .filteredOn(peer -> peer.uid() == 0)
        .allSatisfy(peer -> assertThat(peer.reward()).isEqualTo(-1))
        .allSatisfy(peer -> assertThat(peer.completion()).isEmpty());
  }

  @Test
  void aRoundInWhichNobodyAnswersTeachesNothing() throws Exception {
    network.write(100, List.of(new Peer("dead", peers.dead()), knowing("sea", SEA)));
    List<Round> rounds = rounds(config("uniform", 1), PATIENCE, new WordOverlap(), tasks(3, 40));
    assertThat(rounds).extracting(Round::silent).contains(List.of(0), List.of());
    List<Round> answered = rounds.stream().filter(round -> round.silent().isEmpty()).toList();
    assertThat(answered.get(answered.size() - 1).step().step()).isEqualTo(answered.size());
    assertThat(written()).hasSize(answered.size());
  }

  @Test
  void anAnswerThatIsNoTextIsAnEmptyOne() throws Exception {
    network.write(
        100,
        List.of(
            new Peer("noise", peers.answeringNoise()),
            new Peer("endless", peers.answeringEndlessly()),
            new Peer("failing", peers.failing(500)),
            knowing("sea", SEA)));
    Round round =
        rounds(config("uniform", 4), PATIENCE, new WordOverlap(), List.of(task("tide"))).get(0);
    assertThat(round.rewarded()).hasSize(4);
    assertThat(round.rewarded())
        .filteredOn(peer -> peer.uid() < 3)
        .allSatisfy(peer -> assertThat(peer.completion()).isEmpty())
        .allSatisfy(peer -> assertThat(peer.reward()).isZero());
    assertThat(round.meanReward()).isEqualTo(0.25);
  }

  @Test
  void aPeerWithoutAnAddressIsChosenLast() throws Exception {
    network.write(100, List.of(new Peer("nowhere", 0), knowing("a", SEA), knowing("b", SEA)));
    for (Round round : rounds(config("uniform", 2), PATIENCE, new WordOverlap(), tasks(4, 10))) {
      assertThat(uids(round)).containsExactlyInAnyOrder(1, 2);
    }
    Round all = rounds(config("uniform", 3), PATIENCE, new WordOverlap(), tasks(4, 1)).get(0);
    assertThat(all.silent()).containsExactly(0);
  }

  @Test
  void aReplacedPeerIsForgottenAndItsSuccessorAsked() throws Exception {
    Peer other = knowing("other", "");
    network.write(100, List.of(knowing("first", SEA), other));
    Task task = task("tide wave reef");
    run(
        config("top-k", 2),
        PATIENCE,
        new WordOverlap(),
        validator -> {
          for (int i = 0; i < 100; i++) {
            validator.round(task);
          }
          Rewarded learned = validator.round(task).rewarded().get(0);
          assertThat(learned.uid()).isZero();
          assertThat(learned.choice().score()).isGreaterThan(0.8f);

          network.write(101, List.of(new Peer("second", peers.answering(prompt -> "tide")), other));
          // The first of them may have been scored before the gate was told.
          Rewarded successor = learned;
          for (long end = System.nanoTime() + PATIENCE.toNanos();
              successor.choice().score() > 0.4f && System.nanoTime() < end; ) {
            successor = ofUid(0, validator.round(task));
          }
          assertThat(successor.completion()).isEqualTo("tide");
          assertThat(successor.choice().score()).isLessThan(0.4f);
        });
    List<Config> events = written();
    Config last = events.get(events.size() - 1);
    assertThat(last.getInt("block")).isEqualTo(101);
    assertThat(last.getStringList("hotkeys")).containsExactlyInAnyOrder("second", "other");
  }

  @Test
  void whatWasLearnedIsThereInTheNextRun() throws Exception {
    network.write(100, List.of(knowing("sea", SEA), knowing("nothing", "")));
    List<Task> tasks = Collections.nCopies(60, task("tide wave reef"));
    rounds(config("top-k", 2), PATIENCE, new WordOverlap(), tasks);

    List<Round> next =
        rounds(config("top-k", 1), PATIENCE, new WordOverlap(), List.of(task("tide wave reef")));
    assertThat(uids(next.get(0))).containsExactly(0);
    assertThat(next.get(0).rewarded().get(0).choice().score()).isGreaterThan(0.8f);
    assertThat(next.get(0).step().step()).isEqualTo(61);
  }

  @Test
  void aRoundThatFailsDoesNotEndTheLoop() throws Exception {
    network.write(100, List.of(knowing("sea", SEA)));
    String tooLong = "tide ".repeat(100_000);
    run(
        config("top-k", 1),
        PATIENCE,
        new WordOverlap(),
        validator -> validator.run(List.of(task("tide"), task(tooLong), task("wave"))));
    assertThat(written())
        .extracting(event -> event.getString("prompt"))
        .containsExactly("tide", "wave");
  }

  @Test
  void aNetworkIsNeeded() {
    GatehouseConfig alone =
        loader()
            .text(
                "gatehouse { plugins.path = [\"%s\"], gating.model = hashing }"
                    .formatted(folder.resolve("plugins")))
            .load();
    assertThatThrownBy(() -> run(alone, PATIENCE, new WordOverlap(), validator -> {}))
        .hasMessage("a validator needs gatehouse.metagraph.source");
  }
}

package org.gatehouse.gating.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.ScoreParts;
import org.junit.jupiter.api.Test;

/** What is believed after simulated events of known peers. */
class BeliefsTest {

  private static final int DIMENSION = 24;
  private static final int TOPICS = 4;
  private static final LearningSettings SETTINGS = new LearningSettings(8, 2, 1e15);

  private final Random random = new Random(7);
  private final float[][] topics = new float[TOPICS][DIMENSION];

  BeliefsTest() {
    for (int topic = 0; topic < TOPICS; topic++) {
      topics[topic][topic] = 1;
    }
  }

  /** A message of a topic: its direction, and some noise, of length 1. */
  private float[] message(int topic) {
    float[] message = topics[topic].clone();
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      message[i] += (float) (0.15 * random.nextGaussian());
      squares += message[i] * message[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      message[i] /= (float) Math.sqrt(squares);
    }
    return message;
  }

  private static int[] best(float[] scores, int k) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer uid) -> 0.0 - scores[uid]))
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Learns events of random topics; returns the mean expected reward of the last of them. */
  private double learn(
      Beliefs beliefs, double[][] expected, int events, int k, double scale, double shift) {
    double late = 0;
    for (int event = 0; event < events; event++) {
      int topic = random.nextInt(TOPICS);
      float[] message = message(topic);
      int[] asked = best(beliefs.forecast(message).scores(), k);
      float[] rewards = new float[k];
      double difficulty = 0.2 * random.nextGaussian();
      for (int i = 0; i < k; i++) {
        double reward = expected[asked[i]][topic] + difficulty + 0.1 * random.nextGaussian();
        rewards[i] = (float) (shift + scale * reward);
        if (event >= events - 200) {
          late += expected[asked[i]][topic] / (200.0 * k);
        }
      }
      beliefs.learn(message, Uids.of(asked), rewards);
    }
    return late;
  }

  /** Peers of one quality each, but a few that are much better at one topic. */
  private double[][] specialists(int peers) {
    double[][] expected = new double[peers][TOPICS];
    for (double[] of : expected) {
      Arrays.fill(of, 0.3 + 0.1 * random.nextDouble());
    }
    for (int i = 0; i < 12; i++) {
      expected[i][i % TOPICS] = 0.9;
    }
    return expected;
  }

  @Test
  void specialistsAreFoundForTheirTopics() {
    double[][] expected = specialists(40);
    Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 40);

    // Three specialists a topic at 0.9: nobody could earn more; who knows no topic earns 0.5.
    assertThat(learn(beliefs, expected, 1500, 3, 1, 0)).isGreaterThan(0.85);
  }

  @Test
  void rewardsOfAnyScaleAreLearnedAlike() {
    double[][] expected = specialists(40);
    for (double[] scaleAndShift :
        new double[][] {{1, 0}, {1000, -500}, {1e-6, 0}, {1, 100}, {1, -1000}}) {
      random.setSeed(8);
      Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 40);
      double late = learn(beliefs, expected, 1000, 3, scaleAndShift[0], scaleAndShift[1]);
      assertThat(late)
          .as("rewards times %s plus %s", scaleAndShift[0], scaleAndShift[1])
          .isGreaterThan(0.8);
    }
  }

  @Test
  void aStrangerIsExpectedToBeAsAnybodyAndIsLessCertain() {
    double[][] expected = specialists(40);
    Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 40);
    learn(beliefs, expected, 400, 3, 1, 0);
    float[] message = message(0);
    int known = best(beliefs.forecast(message).scores(), 1)[0];
    beliefs.forget(Uids.of(5), 42);
    List<ScoreParts> parts = beliefs.parts(message, Uids.of(5, 40, 41, known));

    for (ScoreParts stranger : parts.subList(0, 3)) {
      assertThat(stranger.peer()).isZero();
      assertThat(stranger.message()).isZero();
      assertThat(stranger.rewards()).isZero();
      assertThat(stranger.standardDeviation()).isGreaterThan(parts.get(3).standardDeviation());
    }
    Forecast forecast = beliefs.forecast(message);
    assertThat(forecast.scores()[5]).isEqualTo(forecast.scores()[41]);
  }

  @Test
  void whoTookOverAUidIsTriedSoonButNotBlindly() {
    double[][] expected = new double[40][TOPICS];
    for (double[] of : expected) {
      Arrays.fill(of, 0.2 + 0.7 * random.nextDouble());
    }
    Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 40);
    learn(beliefs, expected, 1000, 3, 1, 0);
    Uids replaced = Uids.of(20, 21, 22, 23);
    beliefs.forget(replaced, 40);
    int[] tries = new int[40];
    for (int event = 0; event < 200; event++) {
      int topic = random.nextInt(TOPICS);
      float[] message = message(topic);
      int[] asked = best(beliefs.forecast(message).scores(), 3);
      float[] rewards = new float[3];
      for (int i = 0; i < 3; i++) {
        tries[asked[i]]++;
        rewards[i] = (float) (expected[asked[i]][topic] + 0.1 * random.nextGaussian());
      }
      beliefs.learn(message, Uids.of(asked), rewards);
    }

    // Of 600 places; 60 would be their share if nothing were known of anybody.
    assertThat(replaced.stream().map(uid -> tries[uid]).sum()).isBetween(4, 60);
  }

  @Test
  void expectationsComeTrueAndAreAsCertainAsTheySay() {
    double[][] expected = specialists(40);
    Beliefs beliefs = Beliefs.none(new LearningSettings(8, 0, 1e15), DIMENSION, 40);
    Random choice = new Random(9);
    double squares = 0;
    int count = 0;
    for (int event = 0; event < 3000; event++) {
      int topic = random.nextInt(TOPICS);
      float[] message = message(topic);
      int[] asked = choice.ints(0, 40).distinct().limit(5).toArray();
      Forecast forecast = beliefs.forecast(message);
      float[] rewards = new float[5];
      double mean = 0;
      double forecastMean = 0;
      for (int i = 0; i < 5; i++) {
        rewards[i] = (float) (expected[asked[i]][topic] + 0.1 * random.nextGaussian());
        mean += expected[asked[i]][topic] / 5;
        forecastMean += forecast.scores()[asked[i]] / 5;
      }
      if (event > 2000) {
        for (int uid : asked) {
          // What the event itself is like is nobody's uncertainty.
          double error = expected[uid][topic] - mean - (forecast.scores()[uid] - forecastMean);
          squares += Math.pow(error / forecast.deviations()[uid], 2);
          count++;
        }
      }
      beliefs.learn(message, Uids.of(asked), rewards);
    }
    assertThat(Math.sqrt(squares / count)).isBetween(0.3, 2.5);
  }

  @Test
  void aPeerThatChangesIsFollowedAsSoonAsTheOldRewardsFade() {
    double[] late = new double[2];
    double[] halfLives = {100, 1e15};
    for (int i = 0; i < 2; i++) {
      random.setSeed(12);
      Beliefs beliefs = Beliefs.none(new LearningSettings(8, 2, halfLives[i]), DIMENSION, 20);
      double[][] before = new double[20][TOPICS];
      double[][] after = new double[20][TOPICS];
      for (int uid = 0; uid < 20; uid++) {
        Arrays.fill(before[uid], uid < 3 ? 0.9 : 0.4);
        Arrays.fill(after[uid], uid >= 17 ? 0.9 : 0.4);
      }
      learn(beliefs, before, 1500, 3, 1, 0);
      late[i] = learn(beliefs, after, 600, 3, 1, 0);
    }

    assertThat(late[0]).isGreaterThan(0.75).isGreaterThan(late[1]);
  }

  @Test
  void theSameHistoryGivesTheSameBeliefs() {
    double[][] expected = specialists(20);
    Beliefs[] twins = new Beliefs[2];
    for (int i = 0; i < 2; i++) {
      random.setSeed(10);
      twins[i] = Beliefs.none(SETTINGS, DIMENSION, 20);
      learn(twins[i], expected, 300, 3, 1, 0);
    }
    float[] message = message(1);
    assertThat(twins[0].forecast(message).scores()).isEqualTo(twins[1].forecast(message).scores());
  }

  private void assertFinite(Beliefs beliefs) {
    Forecast forecast = beliefs.forecast(message(0));
    for (int uid = 0; uid < forecast.scores().length; uid++) {
      assertThat(forecast.scores()[uid]).isFinite();
      assertThat(forecast.deviations()[uid]).isFinite().isNotNegative();
    }
  }

  @Test
  void rewardsThatWereEqualAndThenHardlyDifferAreLearned() {
    for (float size : new float[] {1e-3f, 1e-8f, 1e-30f, Float.MIN_VALUE}) {
      Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 10);
      for (int event = 0; event < 100; event++) {
        float reward = event < 10 ? 0 : size * random.nextInt(3);
        beliefs.learn(message(event % TOPICS), Uids.of(event % 10), new float[] {reward});
        assertFinite(beliefs);
      }
    }
  }

  @Test
  void rewardsOfAnySizeGiveFiniteScores() {
    Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 10);
    for (int event = 0; event < 100; event++) {
      float[] rewards = {random.nextBoolean() ? 3e38f : -3e38f, random.nextFloat()};
      beliefs.learn(message(event % TOPICS), Uids.of(event % 5, 5 + event % 5), rewards);
      assertFinite(beliefs);
    }
  }

  @Test
  void aBrokenRewardDoesNoHarmForLong() {
    double[][] expected = specialists(40);
    Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 40);
    learn(beliefs, expected, 200, 3, 1, 0);
    beliefs.learn(message(0), Uids.of(3), new float[] {1e6f});

    assertThat(learn(beliefs, expected, 1500, 3, 1, 0)).isGreaterThan(0.8);
  }

  @Test
  void onePeerAtATimeIsEnough() {
    double[][] expected = specialists(40);
    Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 40);

    assertThat(learn(beliefs, expected, 3000, 1, 1, 50)).isGreaterThan(0.8);
  }

  @Test
  void whatNoLineCanTellIsRemembered() {
    // 60 messages that come again and again, and who is good at one is drawn anew for each.
    float[][] messages = new float[60][];
    double[][] earns = new double[60][20];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = message(random.nextInt(TOPICS));
      for (int uid = 0; uid < 20; uid++) {
        earns[i][uid] = random.nextInt(5) == 0 ? 0.9 : 0.3;
      }
    }
    Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 20);
    double late = 0;
    for (int event = 0; event < 3000; event++) {
      int message = random.nextInt(messages.length);
      int[] asked = best(beliefs.forecast(messages[message]).scores(), 3);
      float[] rewards = new float[3];
      for (int i = 0; i < 3; i++) {
        rewards[i] = (float) (earns[message][asked[i]] + 0.1 * random.nextGaussian());
        late += event >= 2500 ? earns[message][asked[i]] / 1500 : 0;
      }
      beliefs.learn(messages[message], Uids.of(asked), rewards);
    }

    // Four peers of 20 are good at a message: by chance one earns 0.42.
    assertThat(late).isGreaterThan(0.7);
  }

  @Test
  void messagesAreToldApartInTheDirectionsInWhichTheyDiffer() {
    // The first features look along the first two coordinates, where these messages do not differ.
    Beliefs beliefs = Beliefs.none(new LearningSettings(2, 0, 1e15), DIMENSION, 4);
    for (int event = 0; event < 200; event++) {
      beliefs.learn(
          along(20 + event % 2),
          Uids.of(0, 1, 2, 3),
          event % 2 == 0 ? new float[] {1, 0, 0.5f, 0.5f} : new float[] {0, 1, 0.5f, 0.5f});
    }

    // Halfway to a message that none was like, so that no memory helps.
    float[] scores = beliefs.forecast(toward(20, 3)).scores();
    assertThat(scores[0]).isGreaterThan(scores[1] + 0.1f);
    scores = beliefs.forecast(toward(21, 3)).scores();
    assertThat(scores[1]).isGreaterThan(scores[0] + 0.1f);
  }

  private float[] along(int coordinate) {
    float[] message = new float[DIMENSION];
    for (int i = 10; i < DIMENSION; i++) {
      message[i] = (float) (0.02 * random.nextGaussian());
    }
    message[coordinate] = 1;
    return message;
  }

  private static float[] toward(int coordinate, int other) {
    float[] message = new float[DIMENSION];
    message[coordinate] = 0.5f;
    message[other] = (float) Math.sqrt(0.75);
    return message;
  }

  @Test
  void aMessageThatComesAgainAtOnceFindsWhatItTaught() {
    Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 20);
    learn(beliefs, specialists(20), 500, 3, 1, 0);
    float[] message = message(0);
    beliefs.learn(message, Uids.of(0, 1, 2), new float[] {0, 0, 1});
    float[] first = beliefs.forecast(message).scores();
    beliefs.learn(message, Uids.of(0, 1, 2), new float[] {0, 0, 1});

    // The same array as before, and a copy of it.
    assertThat(beliefs.forecast(message).scores())
        .isEqualTo(beliefs.forecast(message.clone()).scores())
        .isNotEqualTo(first);
  }

  @Test
  void whoWasForgottenSaysNothingMore() {
    Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 20);
    learn(beliefs, specialists(20), 300, 3, 1, 0);
    beliefs.forget(Uids.range(15), 22);
    Beliefs restored = Beliefs.read(new Tensors.Reader(snapshot(beliefs)), SETTINGS, DIMENSION, 22);

    for (int event = 0; event < 50; event++) {
      float[] message = message(event % TOPICS);
      Uids asked = Uids.of(event % 22, (event + 7) % 22);
      beliefs.learn(message, asked, new float[] {1, 0.1f * (event % 5)});
      restored.learn(message, asked, new float[] {1, 0.1f * (event % 5)});

      assertThat(restored.forecast(message).scores()).isEqualTo(beliefs.forecast(message).scores());
    }
  }

  private static GatingSnapshot snapshot(Beliefs beliefs) {
    Tensors.Writer tensors = new Tensors.Writer();
    beliefs.write(tensors);
    return new GatingSnapshot(
        "bandit",
        "encoder",
        null,
        null,
        0,
        0,
        0,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        tensors.tensors());
  }

  @Test
  void messagesThatHardlyDifferDoNotMakeOthersLookWorldsApart() {
    Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 10);
    for (int event = 0; event < 40; event++) {
      float[] probe = topics[0].clone();
      probe[5] = 1e-6f * random.nextFloat();
      beliefs.learn(probe, Uids.of(0, 1, 2), new float[] {0, 0.5f, 1});
    }
    for (float deviation : beliefs.forecast(message(2)).deviations()) {
      assertThat(deviation).isLessThan(2);
    }
  }

  @Test
  void equalRewardsAreNoTrouble() {
    Beliefs beliefs = Beliefs.none(SETTINGS, DIMENSION, 10);
    for (int event = 0; event < 100; event++) {
      beliefs.learn(message(event % TOPICS), Uids.of(event % 10), new float[] {0});
    }
    for (float score : beliefs.forecast(message(0)).scores()) {
      assertThat(score).isFinite();
    }
    assertThat(beliefs.forecast(message(0)).deviations()[0]).isCloseTo(0.2f, within(0.3f));
  }
}

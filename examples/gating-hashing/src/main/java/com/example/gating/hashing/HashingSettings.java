package com.example.gating.hashing;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.MessageRules;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;

/**
 * The section {@code gatehouse.gating.hashing}.
 *
 * @param hasher how messages become features
 * @param numUids the size of the uid space; empty for that of the metagraph
 * @param learningRate the step length of gradient descent, in [0, 1e6]
 * @param momentum the share of a row's last update that is carried into its next, in [0, 1)
 * @param learn whether rewards are learned
 * @param messageRules which messages are refused
 */
record HashingSettings(
    FeatureHasher hasher,
    OptionalInt numUids,
    double learningRate,
    double momentum,
    boolean learn,
    MessageRules messageRules) {

  private static final String SECTION = "gatehouse.gating." + HashingGatingModel.NAME;

  static SectionReader reader(Config config) {
    return new SectionReader(config, SECTION);
  }

  /** Reads the section; whatever is wrong with it stays in the reader. */
  static HashingSettings read(SectionReader section) {
    int shortest = section.integer("min-ngram", 1, 16);
    int longest = section.integer("max-ngram", 1, 16);
    if (longest < shortest) {
      section.problem(
          "max-ngram", "expected at least min-ngram = " + shortest + ", found " + longest);
    }
    return new HashingSettings(
        new FeatureHasher(section.integer("dimension", 2, 4096), shortest, longest),
        section.integerOrAuto("num-uids", 1, Neuron.MAX_UID + 1),
        section.number("learning-rate", 0, 1e6),
        section.numberBelow("momentum", 0, 1),
        section.flag("learn"),
        new MessageRules(section.integer("max-message-bytes", 1, Integer.MAX_VALUE)));
  }

  /**
   * Returns the number of rows to begin with.
   *
   * @throws ConfigurationException if it is to be the metagraph's and there is none
   */
  int numUids(Optional<Metagraph> metagraph) {
    if (numUids.isPresent()) {
      return numUids.getAsInt();
    }
    if (metagraph.isEmpty()) {
      throw new ConfigurationException(
          List.of(
              new ConfigProblem(
                  SECTION + ".num-uids", "", "auto needs a metagraph, and there is none")));
    }
    return Math.max(1, metagraph.get().uidSpace());
  }
}

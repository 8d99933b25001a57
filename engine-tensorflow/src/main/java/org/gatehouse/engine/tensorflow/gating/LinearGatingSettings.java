package org.gatehouse.engine.tensorflow.gating;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.MessageRules;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.engine.tensorflow.head.GradientAccumulation;

/**
 * The keys that all linear gates share, in the section of each.
 *
 * @param numUids the size of the uid space; empty for that of the metagraph
 * @param learningRate the step length of stochastic gradient descent, in [0, 1e6]
 * @param momentum the share of the last update carried into the next, in [0, 1)
 * @param accumulation which gradient a step applies
 * @param learn whether rewards are learned
 * @param messageRules which messages are refused
 * @param encodingCacheBytes how much heap representations of earlier messages may take; 0 for none
 */
public record LinearGatingSettings(
    OptionalInt numUids,
    float learningRate,
    float momentum,
    GradientAccumulation accumulation,
    boolean learn,
    MessageRules messageRules,
    long encodingCacheBytes) {

  /** Reads the shared keys; problems stay in the reader. */
  public static LinearGatingSettings read(SectionReader section) {
    return new LinearGatingSettings(
        section.integerOrAuto("num-uids", 1, Neuron.MAX_UID + 1),
        (float) section.number("learning-rate", 0, 1e6),
        belowOne(section.numberBelow("momentum", 0, 1)),
        GradientAccumulation.of(
            section.oneOf("gradient-accumulation", GradientAccumulation.words())),
        section.flag("learn"),
        new MessageRules(section.integer("max-message-bytes", 1, Integer.MAX_VALUE)),
        section.integer("encoding-cache-bytes", 0, Long.MAX_VALUE));
  }

  /** What a step depends on. */
  LinearPayload.Rates rates() {
    return new LinearPayload.Rates(learningRate, momentum);
  }

  /** What is below 1 in double precision must not become 1 in single precision. */
  private static float belowOne(double value) {
    return Math.min((float) value, Math.nextDown(1f));
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
                  "gatehouse.gating.num-uids", "", "auto needs a metagraph, and there is none")));
    }
    return Math.max(1, metagraph.get().uidSpace());
  }
}

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

/**
 * The keys of every gate that represents messages by an encoder, in the section of each.
 *
 * @param numUids the size of the uid space; empty for that of the metagraph
 * @param learn whether rewards are learned
 * @param messageRules which messages are refused
 * @param encodingCacheBytes how much heap representations of earlier messages may take; 0 for none
 */
public record GateSettings(
    OptionalInt numUids, boolean learn, MessageRules messageRules, long encodingCacheBytes) {

  /** Reads the keys; problems stay in the reader. */
  public static GateSettings read(SectionReader section) {
    return new GateSettings(
        section.integerOrAuto("num-uids", 1, Neuron.MAX_UID + 1),
        section.flag("learn"),
        new MessageRules(section.integer("max-message-bytes", 1, Integer.MAX_VALUE)),
        section.integer("encoding-cache-bytes", 0, Long.MAX_VALUE));
  }

  /**
   * Returns the number of uids to begin with.
   *
   * @throws ConfigurationException if it is to be the metagraph's and there is none
   */
  public int numUids(Optional<Metagraph> metagraph) {
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

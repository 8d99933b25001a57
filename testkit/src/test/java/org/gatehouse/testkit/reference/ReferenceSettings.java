package org.gatehouse.testkit.reference;

import com.typesafe.config.Config;
import java.util.Optional;
import java.util.OptionalInt;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.MessageRules;
import org.gatehouse.api.metagraph.Metagraph;

/** The section {@code gatehouse.gating.reference}. */
record ReferenceSettings(
    OptionalInt numUids,
    double learningRate,
    double momentum,
    boolean learn,
    MessageRules messageRules) {

  static SectionReader reader(Config config) {
    return new SectionReader(config, "gatehouse.gating.reference");
  }

  static ReferenceSettings read(SectionReader section) {
    return new ReferenceSettings(
        section.integerOrAuto("num-uids", 1, 65536),
        section.number("learning-rate", 0, 1e6),
        section.numberBelow("momentum", 0, 1),
        section.flag("learn"),
        new MessageRules(section.integer("max-message-bytes", 1, Integer.MAX_VALUE)));
  }

  /** Returns the fixed size of the uid space, or that of the network. */
  int numUids(Optional<Metagraph> network) {
    return numUids.orElseGet(() -> network.map(Metagraph::uidSpace).orElse(1));
  }
}

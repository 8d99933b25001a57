package org.gatehouse.api.selection;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.SectionReader;

/** What the providers of the built-in selectors share: all but the design. */
abstract class DesignSelectorProvider implements PeerSelectorProvider {

  DesignSelectorProvider() {}

  /** Makes the design from the keys it needs; problems stay in the reader. */
  abstract InclusionDesign design(SectionReader section);

  @Override
  public final List<ConfigProblem> check(Config config) {
    SectionReader section = reader(config);
    read(section);
    return section.problems();
  }

  @Override
  public final PeerSelector create(Config config) {
    SectionReader section = reader(config);
    PeerSelector selector = read(section);
    section.throwIfAny();
    return selector;
  }

  private static SectionReader reader(Config config) {
    return new SectionReader(config, "gatehouse.selection");
  }

  /** A selector that is not bounded is asked directly: both bounds cost time. */
  private static InclusionDesign bounded(
      InclusionDesign design, double minExploration, double maxShare) {
    InclusionDesign capped = maxShare < 1 ? InclusionDesigns.capped(maxShare, design) : design;
    return minExploration > 0 ? InclusionDesigns.exploring(minExploration, capped) : capped;
  }

  private PeerSelector read(SectionReader section) {
    InclusionDesign design =
        bounded(
            design(section),
            section.number("min-exploration", 0, 1),
            section.number("max-share", 1e-9, 1));
    return new DesignSelector(design, section.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE));
  }
}

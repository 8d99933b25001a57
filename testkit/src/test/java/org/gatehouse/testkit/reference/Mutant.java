package org.gatehouse.testkit.reference;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;

/**
 * A gate that is wrong in one way.
 *
 * @param flaw what is wrong with it
 * @param breaks the rules it breaks, and no others
 * @param maker makes the gate
 */
record Mutant(
    String flaw,
    Set<String> breaks,
    BiFunction<ReferenceSettings, GatingContext, GatingModel> maker) {

  static Mutant of(
      String flaw,
      BiFunction<ReferenceSettings, GatingContext, GatingModel> maker,
      String... breaks) {
    return new Mutant(flaw, new TreeSet<>(Set.of(breaks)), maker);
  }

  @Override
  public String toString() {
    return flaw;
  }
}

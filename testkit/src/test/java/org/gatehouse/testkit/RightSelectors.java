package org.gatehouse.testkit;

import com.typesafe.config.ConfigFactory;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.PeerSelectorProvider;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.api.selection.SoftmaxSelectorProvider;
import org.gatehouse.api.selection.TopKSelectorProvider;
import org.gatehouse.api.selection.UniformSelectorProvider;

/** What broken selectors are made of. */
final class RightSelectors {

  private RightSelectors() {}

  abstract static class Selectors extends SelectorContract {

    private final LongFunction<PeerSelector> selectors;

    Selectors(LongFunction<PeerSelector> selectors) {
      this.selectors = selectors;
    }

    @Override
    protected SelectorUnderTest selector() {
      return selectors::apply;
    }
  }

  static PeerSelector right(PeerSelectorProvider provider, long seed) {
    return provider.create(
        ConfigFactory.parseString(
            "temperature = 1, epsilon = 0.2, min-exploration = 0, max-share = 1, seed = " + seed));
  }

  static PeerSelector softmax(long seed) {
    return right(new SoftmaxSelectorProvider(), seed);
  }

  static PeerSelector uniform(long seed) {
    return right(new UniformSelectorProvider(), seed);
  }

  static PeerSelector greedy(long seed) {
    return right(new TopKSelectorProvider(), seed);
  }

  static Metagraph neurons(Metagraph metagraph, UnaryOperator<Neuron.Builder> change) {
    return Metagraph.of(
        1,
        1,
        metagraph.neurons().stream()
            .map(
                n ->
                    change
                        .apply(
                            Neuron.builder(n.uid(), n.hotkey())
                                .axon(n.axon())
                                .validatorPermit(n.validatorPermit())
                                .stakeRao(n.stakeRao()))
                        .build())
            .toList());
  }

  static PeerSelector choices(PeerSelector right, UnaryOperator<Selection.Choice> change) {
    return (scores, metagraph, request) ->
        new Selection(
            right.select(scores, metagraph, request).choices().stream().map(change).toList());
  }

  static Selection.Choice withPropensity(Selection.Choice choice, double propensity) {
    return new Selection.Choice(choice.uid(), choice.score(), propensity);
  }

  static SelectionRequest request(int k, Set<Integer> excluded, long limit) {
    return new SelectionRequest(k, excluded, limit);
  }
}

package org.gatehouse.metagraph.adapters.subtensor.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.scale.AccountId;
import org.gatehouse.metagraph.adapters.subtensor.scale.AxonInfo;
import org.gatehouse.metagraph.adapters.subtensor.scale.NeuronLite;
import org.gatehouse.metagraph.adapters.subtensor.scale.Ss58;
import org.gatehouse.metagraph.adapters.subtensor.scale.SubnetMetagraph;
import org.jspecify.annotations.Nullable;

/** Makes peers out of the answers of one block. For use by one thread. */
final class Peers {

  private final SubnetAnswers answers;
  private final Ss58 ss58 = new Ss58();

  Peers(SubnetAnswers answers) {
    this.answers = answers;
  }

  /** Returns the peers of a list of neurons, whose stake is the sum of their entries. */
  List<Neuron> of(List<NeuronLite> neurons) {
    return neurons.stream().map(neuron -> peer(neuron, neuron.totalStakeRao())).toList();
  }

  /** Returns the peers of a list of neurons, whose stake is told by columns of the same block. */
  List<Neuron> of(List<NeuronLite> neurons, Columns columns) {
    if (columns.hotkeys().isEmpty() && !neurons.isEmpty()) {
      throw answers.failure(
          columns.function(),
          "expected a subnet of %d peers, as in the list of neurons, found none"
              .formatted(neurons.size()));
    }
    answers.require(columns.function(), "hotkeys", neurons.size(), columns.hotkeys().size());
    AnswerColumn<Long> stake =
        column(columns, "total_stake", AnswerColumn.of(columns.totalStake()));
    List<Neuron> peers = new ArrayList<>(neurons.size());
    for (NeuronLite neuron : neurons) {
      requireSamePeer(neuron, columns);
      peers.add(peer(neuron, AnswerColumn.unsigned(stake.get(neuron.uid()))));
    }
    return peers;
  }

  private void requireSamePeer(NeuronLite neuron, Columns columns) {
    int uid = neuron.uid();
    AccountId found = uid < columns.hotkeys().size() ? columns.hotkeys().get(uid) : null;
    if (!neuron.hotkey().equals(found)) {
      throw answers.failure(
          columns.function(),
          "hotkeys[%d]: expected %s as in the list of neurons, found %s"
              .formatted(
                  uid,
                  ss58.encode(neuron.hotkey()),
                  found == null ? "no such uid" : ss58.encode(found)));
    }
  }

  private Neuron peer(NeuronLite neuron, @Nullable BigInteger stake) {
    return Neuron.builder(neuron.uid(), ss58.encode(neuron.hotkey()))
        .coldkey(ss58.encode(neuron.coldkey()))
        .stakeRao(stake)
        .active(neuron.active())
        .validatorPermit(neuron.validatorPermit())
        .lastUpdate(neuron.lastUpdate())
        .rank(neuron.rank())
        .trust(neuron.trust())
        .consensus(neuron.consensus())
        .validatorTrust(neuron.validatorTrust())
        .incentive(neuron.incentive())
        .dividends(neuron.dividends())
        .emissionRao(neuron.emission())
        .axon(axon(neuron.axonInfo()))
        .build();
  }

  /** Returns the peers of columns alone, which tell everything but the trust in validators. */
  List<Neuron> of(Columns columns, SubnetMetagraph all) {
    AnswerColumn<AccountId> coldkeys = column(columns, "coldkeys", AnswerColumn.of(all.coldkeys()));
    AnswerColumn<Long> stake =
        column(columns, "total_stake", AnswerColumn.of(columns.totalStake()));
    AnswerColumn<Boolean> active = column(columns, "active", AnswerColumn.of(all.active()));
    AnswerColumn<Boolean> permits =
        column(columns, "validator_permit", AnswerColumn.of(all.validatorPermit()));
    AnswerColumn<Long> lastUpdates =
        column(columns, "last_update", AnswerColumn.of(all.lastUpdate()));
    AnswerColumn<Integer> ranks = column(columns, "rank", AnswerColumn.of(all.rank()));
    AnswerColumn<Integer> trust = column(columns, "trust", AnswerColumn.of(all.trust()));
    AnswerColumn<Integer> consensus =
        column(columns, "consensus", AnswerColumn.of(all.consensus()));
    AnswerColumn<Integer> incentives =
        column(columns, "incentives", AnswerColumn.of(all.incentives()));
    AnswerColumn<Integer> dividends =
        column(columns, "dividends", AnswerColumn.of(all.dividends()));
    AnswerColumn<Long> emission = column(columns, "emission", AnswerColumn.of(all.emission()));
    AnswerColumn<AxonInfo> axons = column(columns, "axons", AnswerColumn.of(all.axons()));
    List<Neuron> peers = new ArrayList<>(columns.hotkeys().size());
    for (int uid = 0; uid < columns.hotkeys().size(); uid++) {
      AccountId coldkey = coldkeys.get(uid);
      AxonInfo axon = axons.get(uid);
      peers.add(
          Neuron.builder(uid, ss58.encode(columns.hotkeys().get(uid)))
              .coldkey(coldkey == null ? null : ss58.encode(coldkey))
              .stakeRao(AnswerColumn.unsigned(stake.get(uid)))
              .active(active.get(uid))
              .validatorPermit(permits.get(uid))
              .lastUpdate(lastUpdates.get(uid))
              .rank(ranks.get(uid))
              .trust(trust.get(uid))
              .consensus(consensus.get(uid))
              .incentive(incentives.get(uid))
              .dividends(dividends.get(uid))
              .emissionRao(emission.get(uid))
              .axon(axon == null ? null : axon(axon))
              .build());
    }
    return peers;
  }

  /** Returns a column after a check that it has a value for each peer, or none at all. */
  private <T> AnswerColumn<T> column(Columns columns, String field, AnswerColumn<T> values) {
    if (values.length() > 0) {
      answers.require(columns.function(), field, columns.hotkeys().size(), values.length());
    }
    return values;
  }

  private static Axon axon(AxonInfo info) {
    return new Axon(
        info.ipText(), info.port(), info.ipType(), info.protocol(), info.version(), info.block());
  }
}

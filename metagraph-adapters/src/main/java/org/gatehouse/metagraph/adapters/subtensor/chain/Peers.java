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
    answers.require(columns.function(), "hotkeys", neurons.size(), columns.hotkeys().size());
    Column<Long> stake = column(columns, "total_stake", Column.of(columns.totalStake()));
    List<Neuron> peers = new ArrayList<>(neurons.size());
    for (NeuronLite neuron : neurons) {
      requireSamePeer(neuron, columns);
      peers.add(peer(neuron, Column.unsigned(stake.get(neuron.uid()))));
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
    Column<AccountId> coldkeys = column(columns, "coldkeys", Column.of(all.coldkeys()));
    Column<Long> stake = column(columns, "total_stake", Column.of(columns.totalStake()));
    Column<Boolean> active = column(columns, "active", Column.of(all.active()));
    Column<Boolean> permits = column(columns, "validator_permit", Column.of(all.validatorPermit()));
    Column<Long> lastUpdates = column(columns, "last_update", Column.of(all.lastUpdate()));
    Column<Integer> ranks = column(columns, "rank", Column.of(all.rank()));
    Column<Integer> trust = column(columns, "trust", Column.of(all.trust()));
    Column<Integer> consensus = column(columns, "consensus", Column.of(all.consensus()));
    Column<Integer> incentives = column(columns, "incentives", Column.of(all.incentives()));
    Column<Integer> dividends = column(columns, "dividends", Column.of(all.dividends()));
    Column<Long> emission = column(columns, "emission", Column.of(all.emission()));
    Column<AxonInfo> axons = column(columns, "axons", Column.of(all.axons()));
    List<Neuron> peers = new ArrayList<>(columns.hotkeys().size());
    for (int uid = 0; uid < columns.hotkeys().size(); uid++) {
      AccountId coldkey = coldkeys.get(uid);
      AxonInfo axon = axons.get(uid);
      peers.add(
          Neuron.builder(uid, ss58.encode(columns.hotkeys().get(uid)))
              .coldkey(coldkey == null ? null : ss58.encode(coldkey))
              .stakeRao(Column.unsigned(stake.get(uid)))
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
  private <T> Column<T> column(Columns columns, String field, Column<T> values) {
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

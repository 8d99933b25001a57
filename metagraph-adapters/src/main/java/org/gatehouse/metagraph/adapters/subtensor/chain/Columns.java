package org.gatehouse.metagraph.adapters.subtensor.chain;

import java.util.List;
import java.util.Optional;
import org.gatehouse.metagraph.adapters.subtensor.scale.AccountId;
import org.gatehouse.metagraph.adapters.subtensor.scale.SubnetMetagraph;
import org.gatehouse.metagraph.adapters.subtensor.scale.SubnetState;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of a subnet column by column, indexed by uid.
 *
 * @param function which function answered
 * @param hotkeys the peers, of whom there are no gaps
 * @param totalStake the stake as the chain counts it, in rao, unsigned
 * @param metagraph all columns; {@code null} if the answer has only some
 */
record Columns(
    RuntimeFunction function,
    List<AccountId> hotkeys,
    long[] totalStake,
    @Nullable SubnetMetagraph metagraph) {

  /** Returns the columns of a subnet that does not exist: none. */
  static Columns none(RuntimeFunction function) {
    return new Columns(function, List.of(), new long[0], null);
  }

  static Columns of(RuntimeFunction function, Optional<SubnetMetagraph> answer) {
    return answer
        .map(found -> new Columns(function, found.hotkeys(), found.totalStake(), found))
        .orElseGet(() -> none(function));
  }

  static Columns ofState(Optional<SubnetState> answer) {
    RuntimeFunction function = RuntimeFunction.SUBNET_STATE;
    return answer
        .map(found -> new Columns(function, found.hotkeys(), found.totalStake(), null))
        .orElseGet(() -> none(function));
  }
}

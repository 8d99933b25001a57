package org.gatehouse.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.benchmarks.sidebyside.peers.EncoderPeer;
import org.gatehouse.benchmarks.sidebyside.peers.GatehouseEncoder;

/** The same encoder in several libraries. */
final class EncoderContest implements AutoCloseable {

  /** How far hidden states may be apart. */
  private static final double TOLERANCE = 1e-4;

  private final Map<String, EncoderPeer> peers = new LinkedHashMap<>();
  private final GatehouseEncoder gatehouse;

  EncoderContest(GatehouseEncoder gatehouse) {
    this.gatehouse = gatehouse;
    peers.put(Names.GATEHOUSE, gatehouse);
  }

  EncoderContest add(String name, EncoderPeer peer) {
    peers.put(name, peer);
    return this;
  }

  EncoderPeer peer(String name) {
    return Objects.requireNonNull(peers.get(name), name);
  }

  /**
   * Has all of them run one batch.
   *
   * @throws IllegalStateException if one disagrees with Gatehouse where there is no padding
   */
  void requireAgreement(Batch batch) {
    float[] ours = gatehouse.hiddenStates(batch.ids(), batch.mask());
    int hidden = ours.length / (batch.ids().length * batch.tokens());
    peers.forEach(
        (name, peer) -> {
          float[] theirs = peer.hiddenStates(batch.ids(), batch.mask());
          float worst = 0;
          for (int i = 0; i < ours.length; i++) {
            int token = i / hidden;
            if (batch.mask()[token / batch.tokens()][token % batch.tokens()] == 1) {
              worst = Math.max(worst, Math.abs(ours[i] - theirs[i]));
            }
          }
          // Written so that NaN is refused too.
          if (!(worst <= TOLERANCE)) {
            throw new IllegalStateException(
                "%s computes other hidden states than Gatehouse: they differ by %.1e, beyond %.0e"
                    .formatted(name, worst, TOLERANCE));
          }
          System.err.printf(
              "%d x %d tokens: %s agrees within %.1e%n",
              batch.ids().length, batch.tokens(), name, worst);
        });
  }

  /** Token ids to hidden states, by each. */
  List<Contender> contenders(Batch batch) {
    List<Contender> contenders = new ArrayList<>();
    peers.forEach(
        (name, peer) ->
            contenders.add(
                new Contender(
                    name,
                    peer == gatehouse
                        ? () -> gatehouse.rows(batch.ids(), batch.mask())
                        : () -> peer.hiddenStates(batch.ids(), batch.mask()))));
    return contenders;
  }

  @Override
  public void close() {
    peers.values().forEach(EncoderPeer::close);
  }
}

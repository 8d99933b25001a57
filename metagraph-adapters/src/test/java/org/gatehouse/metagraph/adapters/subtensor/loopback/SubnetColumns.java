package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/**
 * A metagraph as the chain stores it: what the metagraph does not say is 0, and a gap among the
 * uids is held by an account of zeros.
 *
 * <p>The stake that the metagraph tells is the whole one: three quarters of it are alpha, the rest
 * is TAO, which counts 0.18 of its amount.
 */
record SubnetColumns(Metagraph metagraph) {

  static final BigInteger MAX_U64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final BigInteger THREE = BigInteger.valueOf(3);
  private static final BigInteger FOUR = BigInteger.valueOf(4);

  /** Returns one peer for each uid, 0 to the largest. */
  List<Neuron> dense() {
    return IntStream.range(0, metagraph.uidSpace())
        .mapToObj(uid -> metagraph.neuron(uid).orElseGet(() -> Neuron.of(uid, "\0")))
        .toList();
  }

  static BigInteger totalStake(Neuron neuron) {
    return neuron.stakeRao() == null ? BigInteger.ZERO : neuron.stakeRao();
  }

  static BigInteger alphaStake(Neuron neuron) {
    return totalStake(neuron).multiply(THREE).divide(FOUR).min(MAX_U64);
  }

  static BigInteger taoStake(Neuron neuron) {
    return totalStake(neuron)
        .subtract(alphaStake(neuron))
        .multiply(BigInteger.valueOf(50))
        .divide(BigInteger.valueOf(9))
        .min(MAX_U64);
  }

  static long orZero(@Nullable Number value) {
    return value == null ? 0 : value.longValue();
  }

  static boolean orFalse(@Nullable Boolean value) {
    return value != null && value;
  }

  static void hotkey(ScaleWriter out, Neuron neuron) {
    out.raw(Accounts.bytes(neuron.hotkey()));
  }

  static void coldkey(ScaleWriter out, Neuron neuron) {
    out.raw(Accounts.bytes(neuron.coldkey() == null ? "" : neuron.coldkey()));
  }

  static void axon(ScaleWriter out, Neuron neuron) {
    Axon axon = neuron.axon();
    if (axon == null) {
      out.raw(new byte[34]);
      return;
    }
    out.fixed(axon.block(), 8)
        .fixed(axon.version(), 4)
        .fixed(number(axon.ip()), 16)
        .fixed(axon.port(), 2)
        .fixed(axon.ipType(), 1)
        .fixed(axon.protocol(), 1)
        .fixed(0, 2);
  }

  /** Writes a peer as {@code NeuronInfoLite}. */
  void lite(ScaleWriter out, Neuron neuron, int specVersion) {
    hotkey(out, neuron);
    coldkey(out, neuron);
    out.compact(neuron.uid()).compact(metagraph.netuid()).bool(orFalse(neuron.active()));
    axon(out, neuron);
    out.raw(new byte[31]);
    BigInteger left =
        specVersion < MetagraphAnswers.FIRST_WITH_ALPHA ? totalStake(neuron) : alphaStake(neuron);
    // The whole stake may pass 64 bits; then several entries hold it.
    int entries = left.divide(MAX_U64).intValueExact() + 1;
    out.compact(entries);
    for (int i = 0; i < entries; i++) {
      coldkey(out, neuron);
      out.compact(left.min(MAX_U64));
      left = left.subtract(left.min(MAX_U64));
    }
    boolean gone = specVersion >= MetagraphAnswers.FIRST_WITHOUT_RANK;
    out.compact(gone ? 0 : orZero(neuron.rank()))
        .compact(orZero(neuron.emissionRao()))
        .compact(orZero(neuron.incentive()))
        .compact(orZero(neuron.consensus()))
        .compact(gone ? 0 : orZero(neuron.trust()))
        .compact(orZero(neuron.validatorTrust()))
        .compact(orZero(neuron.dividends()))
        .compact(orZero(neuron.lastUpdate()))
        .bool(orFalse(neuron.validatorPermit()))
        .compact(0xFFFF);
  }

  private static BigInteger number(String ip) {
    if (ip.chars().anyMatch(c -> c != '.' && c != ':' && Character.digit(c, 16) < 0)) {
      throw new IllegalArgumentException(ip + " is no address");
    }
    try {
      return new BigInteger(1, InetAddress.getByName(ip).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(ip + " is no address", e);
    }
  }
}

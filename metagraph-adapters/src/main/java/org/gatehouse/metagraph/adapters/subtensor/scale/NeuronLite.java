package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.math.BigInteger;
import java.util.List;

/**
 * A neuron as {@code get_neurons_lite} tells of it: everything but weights and bonds.
 *
 * <p>Scores are fractions of 65535. Runtimes from spec 401 on always say 0 for rank and trust and
 * 65535 for the pruning score.
 *
 * @param hotkey the account that answers and signs for the neuron
 * @param coldkey the owner of the hotkey
 * @param uid the neuron's number in the subnet, 0 to 65535
 * @param netuid the subnet, 0 to 65535
 * @param active whether it had set weights recently at the last epoch
 * @param axonInfo where it serves
 * @param prometheusInfo where it shows metrics
 * @param stake stakes on the hotkey; a coldkey can be there twice. Below spec 233 rao of TAO, from
 *     then on one entry with the alpha of this subnet
 * @param rank 0 to 65535
 * @param emission rao of an epoch, unsigned 64 bit
 * @param incentive 0 to 65535
 * @param consensus 0 to 65535
 * @param trust 0 to 65535
 * @param validatorTrust 0 to 65535
 * @param dividends 0 to 65535
 * @param lastUpdate the block at which it last set weights, unsigned 64 bit
 * @param validatorPermit whether it may set weights on other neurons
 * @param pruningScore 0 to 65535
 */
public record NeuronLite(
    AccountId hotkey,
    AccountId coldkey,
    int uid,
    int netuid,
    boolean active,
    AxonInfo axonInfo,
    PrometheusInfo prometheusInfo,
    List<AccountAmount> stake,
    int rank,
    long emission,
    int incentive,
    int consensus,
    int trust,
    int validatorTrust,
    int dividends,
    long lastUpdate,
    boolean validatorPermit,
    int pruningScore) {

  /** The fewest bytes of one: no stake, and every compact integer in one byte. */
  static final int LEAST_BYTES =
      2 * AccountId.BYTES + 4 + AxonInfo.BYTES + PrometheusInfo.BYTES + 10;

  /** Creates a neuron. */
  public NeuronLite {
    stake = List.copyOf(stake);
  }

  static NeuronLite read(ScaleReader in) {
    return new NeuronLite(
        in.account("hotkey"),
        in.account("coldkey"),
        in.compact16("uid"),
        in.compact16("netuid"),
        in.bool("active"),
        Vectors.within(in, "axon_info", AxonInfo::read),
        Vectors.within(in, "prometheus_info", PrometheusInfo::read),
        Vectors.list(in, "stake", AccountAmount.LEAST_BYTES, AccountAmount::read),
        in.compact16("rank"),
        in.compact64("emission"),
        in.compact16("incentive"),
        in.compact16("consensus"),
        in.compact16("trust"),
        in.compact16("validator_trust"),
        in.compact16("dividends"),
        in.compact64("last_update"),
        in.bool("validator_permit"),
        in.compact16("pruning_score"));
  }

  /** Returns the sum of the stakes, in rao. */
  public BigInteger totalStakeRao() {
    BigInteger sum = BigInteger.ZERO;
    for (AccountAmount entry : stake) {
      sum = sum.add(new BigInteger(Long.toUnsignedString(entry.rao())));
    }
    return sum;
  }
}

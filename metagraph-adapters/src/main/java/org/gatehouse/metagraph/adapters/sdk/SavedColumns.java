package org.gatehouse.metagraph.adapters.sdk;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a saved metagraph, one element a peer.
 *
 * <p>Stake and emission are single-precision TAO in the file: they become the rao nearest to
 * exactly that number, which is up to 2^-24 of it away from what the chain had. Scores are
 * single-precision fractions and become the nearest 65535th, which is what the chain had. A column
 * that the file lacks is unknown.
 */
final class SavedColumns {

  private static final int SCALE = 0xFFFF;

  private final SavedFields fields;
  private final long[] uids;
  private final float @Nullable [] stake;
  private final float @Nullable [] emission;
  private final float @Nullable [] ranks;
  private final float @Nullable [] trust;
  private final float @Nullable [] consensus;
  private final float @Nullable [] validatorTrust;
  private final float @Nullable [] incentive;
  private final float @Nullable [] dividends;
  private final boolean @Nullable [] active;
  private final boolean @Nullable [] permit;
  private final long @Nullable [] lastUpdate;

  SavedColumns(SavedFields fields, int count) {
    this.fields = fields;
    uids = fields.longs("uids", count);
    stake = fields.floats("stake", count);
    emission = fields.floats("emission", count);
    ranks = fields.floats("ranks", count);
    trust = fields.floats("trust", count);
    consensus = fields.floats("consensus", count);
    validatorTrust = fields.floats("validator_trust", count);
    incentive = fields.floats("incentive", count);
    dividends = fields.floats("dividends", count);
    active = fields.flags("active", count);
    permit = fields.flags("validator_permit", count);
    lastUpdate = fields.has("last_update") ? fields.longs("last_update", count) : null;
  }

  /** Returns the uid of a row. */
  int uid(int row) {
    long uid = uids[row];
    if (uid < 0 || uid > Neuron.MAX_UID) {
      throw fields.unexpected(
          "uids[" + row + "]", "a whole number in [0, " + Neuron.MAX_UID + "]", "" + uid);
    }
    return (int) uid;
  }

  /** Sets what the columns say about the peer of a row. */
  Neuron.Builder fill(Neuron.Builder neuron, int row) {
    BigInteger emissionRao = rao("emission", emission, row, Long.SIZE);
    return neuron
        .stakeRao(rao("stake", stake, row, 128))
        .emissionRao(emissionRao == null ? null : emissionRao.longValue())
        .rank(fraction("ranks", ranks, row))
        .trust(fraction("trust", trust, row))
        .consensus(fraction("consensus", consensus, row))
        .validatorTrust(fraction("validator_trust", validatorTrust, row))
        .incentive(fraction("incentive", incentive, row))
        .dividends(fraction("dividends", dividends, row))
        .active(active == null ? null : active[row])
        .validatorPermit(permit == null ? null : permit[row])
        .lastUpdate(lastUpdate == null ? null : lastUpdate[row]);
  }

  private @Nullable BigInteger rao(String field, float @Nullable [] column, int row, int bits) {
    if (column == null) {
      return null;
    }
    float tao = column[row];
    if (tao >= 0 && Float.isFinite(tao)) {
      BigInteger rao =
          new BigDecimal(tao)
              .movePointRight(9)
              .setScale(0, RoundingMode.HALF_EVEN)
              .toBigIntegerExact();
      if (rao.bitLength() <= bits) {
        return rao;
      }
    }
    throw fields.unexpected(
        place(field, row), "TAO of at least 0 and below 2^" + bits + " rao", "" + tao);
  }

  private @Nullable Integer fraction(String field, float @Nullable [] column, int row) {
    if (column == null) {
      return null;
    }
    float value = column[row];
    if (!(value >= 0 && value <= 1)) {
      throw fields.unexpected(place(field, row), "a fraction in [0, 1]", "" + value);
    }
    return (int) Math.round((double) value * SCALE);
  }

  private String place(String field, int row) {
    return field + " of uid " + uids[row];
  }
}

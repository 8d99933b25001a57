package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What all rows of a file are like: those of the snapshot format, or those of a cache in which
 * {@code stake} is in rao and scores are fractions of 1.
 *
 * <p>A file that names its format is a snapshot, in which {@code stake} is a field of no interest;
 * in another the first row decides.
 */
final class RowShape {

  private final JsonCursor json;
  private boolean named;
  private @Nullable Boolean cached;

  RowShape(JsonCursor json) {
    this.json = json;
  }

  /** Takes in that the file names the snapshot format. */
  void named() throws IOException {
    if (Boolean.TRUE.equals(cached)) {
      throw json.unexpected("no format in a file whose rows have stake and no stake_rao");
    }
    named = true;
  }

  /** Returns whether a row is one of a cache; all rows of a file are or are not. */
  boolean isCached(JsonCursor.Place row, boolean stake, boolean stakeRao) {
    boolean found = stake && !stakeRao && !named;
    if (cached == null) {
      cached = found;
    } else if (cached != found) {
      throw json.unexpected(
          row,
          cached
              ? "stake and no stake_rao, as in the rows before"
              : "no stake without stake_rao, as in the rows before",
          stakeRao ? "stake_rao" : stake ? "stake" : "no stake");
    }
    return found;
  }
}

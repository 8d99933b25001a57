package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of {@code Option<Metagraph>} or {@code Option<SelectiveMetagraph>}.
 *
 * <p>The bytes carry no version. Nothing but the subnet's identity differs between runtimes within
 * the fields that they share, and that by one text, so that an answer with an identity is read as
 * version 3 and, if that does not use up the bytes, as version 2. Below spec 283, where version 2
 * ended, both answers end with the field 71, and from there on the selective one has the field 72:
 * that much is demanded of each reading, so that a short answer cannot pass for the other.
 */
final class MetagraphReader {

  private static final MetagraphField[] FIELDS = MetagraphField.values();

  /** The last field of the oldest layouts. */
  private static final int OLDEST_LAST = MetagraphField.ALPHA_DIVIDENDS_PER_HOTKEY.index();

  private static final int FIRST_COLLATERAL = MetagraphField.COLLATERAL_LOCKED.index();

  private final ScaleReader in;
  private final boolean selective;
  private final Set<MetagraphField> asked;
  private boolean identityMet;

  private MetagraphReader(byte[] bytes, boolean selective, Set<MetagraphField> asked) {
    this.in = new ScaleReader(bytes);
    this.selective = selective;
    this.asked = asked;
  }

  static Optional<Map<MetagraphField, Object>> full(byte[] bytes) {
    return new MetagraphReader(bytes, false, Set.of()).read();
  }

  static Optional<Map<MetagraphField, Object>> selective(byte[] bytes, Set<MetagraphField> asked) {
    return new MetagraphReader(bytes, true, asked).read();
  }

  private Optional<Map<MetagraphField, Object>> read() {
    if (!in.option("metagraph")) {
      in.end();
      return Optional.empty();
    }
    int start = in.position();
    try {
      return Optional.of(fields(Identity.SUBNET_V3));
    } catch (ScaleException newer) {
      if (!identityMet) {
        throw newer;
      }
      in.rewind(start);
      try {
        return Optional.of(fields(Identity.SUBNET_V2));
      } catch (ScaleException older) {
        // The reading that came further is the one that was meant.
        throw older.offset() > newer.offset() ? older : newer;
      }
    }
  }

  private Map<MetagraphField, Object> fields(List<String> identity) {
    Map<MetagraphField, Object> values = new EnumMap<>(MetagraphField.class);
    in.path().enter("metagraph");
    for (MetagraphField field : FIELDS) {
      if (endsBefore(field, identity)) {
        break;
      }
      if (!selective && field.index() > OLDEST_LAST && field.index() < FIRST_COLLATERAL) {
        continue;
      }
      if (isPresent(field)) {
        values.put(field, value(field, identity));
      }
    }
    end();
    in.path().leave();
    return values;
  }

  /** Returns whether the answer is of a layout that ends before a field. */
  private boolean endsBefore(MetagraphField field, List<String> identity) {
    if (field.index() <= OLDEST_LAST) {
      return false;
    }
    if (identity == Identity.SUBNET_V2) {
      return true;
    }
    if (in.left() > 0) {
      return false;
    }
    return selective
        ? field.index() > OLDEST_LAST + 1 || !identityMet
        : field.index() <= FIRST_COLLATERAL;
  }

  private boolean isPresent(MetagraphField field) {
    if (!selective || field == MetagraphField.NETUID) {
      return true;
    }
    int at = in.position();
    boolean present = in.option(field.fieldName());
    if (!present && asked.contains(field)) {
      throw in.failure(at, field.fieldName(), "a value, for it was asked for", "none");
    }
    return present;
  }

  private Object value(MetagraphField field, List<String> identity) {
    if (field != MetagraphField.IDENTITY) {
      return field.type().read(in, field.fieldName());
    }
    identityMet |= in.peek() == 1;
    return Identity.optional(in, field.fieldName(), identity);
  }

  /** Checks that nothing is left but, of a selective answer, fields that nobody asked for. */
  private void end() {
    while (selective && in.left() > 0) {
      int at = in.position();
      int option = in.u8(null);
      if (option != 0) {
        throw newerLayout(at, "byte " + option);
      }
    }
    if (in.left() > 0) {
      throw newerLayout(in.position(), in.left() + " more bytes");
    }
  }

  private ScaleException newerLayout(int at, String found) {
    return in.failure(
        at, null, "the end of the newest known layout", found + ": this is a newer layout");
  }
}

package org.gatehouse.metagraph.adapters.sdk;

import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.formats.pickle.PickleDict;
import org.gatehouse.formats.pickle.PickleRecord;
import org.gatehouse.formats.pickle.PickleValues;
import org.jspecify.annotations.Nullable;

/**
 * One peer's endpoint object, which alone holds the peer's two keys.
 *
 * <p>The block of the announcement is not in it and reads as 0.
 */
final class SavedAxon {

  private final SavedFields fields;
  private final int uid;
  private final PickleDict attributes;

  private SavedAxon(SavedFields fields, int uid, PickleDict attributes) {
    this.fields = fields;
    this.uid = uid;
    this.attributes = attributes;
  }

  static SavedAxon of(SavedFields fields, int uid, @Nullable Object value) {
    if (!(value instanceof PickleRecord axon) || !axon.className().endsWith(".AxonInfo")) {
      throw fields.unexpected(
          "axon of uid " + uid, "an object of AxonInfo", PickleValues.describe(value));
    }
    return new SavedAxon(fields, uid, axon.attributes());
  }

  String hotkey() {
    return text("hotkey");
  }

  String coldkey() {
    return text("coldkey");
  }

  Axon axon() {
    return new Axon(
        text("ip"),
        (int) whole("port", 0xFFFF),
        (int) whole("ip_type", 0xFF),
        (int) whole("protocol", 0xFF),
        whole("version", 0xFFFF_FFFFL),
        0);
  }

  private String text(String name) {
    if (!(attributes.get(name) instanceof String text) || text.isBlank()) {
      throw unexpected(name, "text that is not blank");
    }
    return text;
  }

  private long whole(String name, long max) {
    if (!(attributes.get(name) instanceof Long number) || number < 0 || number > max) {
      throw unexpected(name, "a whole number in [0, " + max + "]");
    }
    return number;
  }

  private RuntimeException unexpected(String name, String expected) {
    String found =
        attributes.has(name) ? PickleValues.describe(attributes.get(name)) : "no such attribute";
    return fields.unexpected("axon." + name + " of uid " + uid, expected, found);
  }
}

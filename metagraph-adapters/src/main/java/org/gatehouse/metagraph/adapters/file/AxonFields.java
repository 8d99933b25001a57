package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import java.math.BigInteger;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.metagraph.adapters.subtensor.scale.IpNumber;
import org.jspecify.annotations.Nullable;

/**
 * Reads the endpoint of one peer.
 *
 * <p>The address is text, or in a record the number that the chain keeps. Address and port have to
 * be there; the rest reads as 0 where it is left out, as the chain has it for a peer that never
 * announced it.
 */
final class AxonFields {

  private final JsonCursor json;
  private final boolean numeric;
  private @Nullable String ip;
  private @Nullable BigInteger number;
  private @Nullable Integer port;
  private @Nullable Long ipType;
  private @Nullable Long protocol;
  private @Nullable Long version;
  private @Nullable Long block;

  private AxonFields(JsonCursor json, boolean numeric) {
    this.json = json;
    this.numeric = numeric;
  }

  static @Nullable Axon read(JsonCursor json) throws IOException {
    return json.isNull() ? null : new AxonFields(json, false).read();
  }

  /** Reads an endpoint whose address is a number. */
  static @Nullable Axon readNumeric(JsonCursor json) throws IOException {
    return json.isNull() ? null : new AxonFields(json, true).read();
  }

  private Axon read() throws IOException {
    JsonCursor.Place place = json.place();
    json.object(this::field);
    if (number != null) {
      ip =
          new IpNumber(number.shiftRight(64).longValue(), number.longValue())
              .text((int) orZero(ipType));
    }
    if (ip == null) {
      throw json.missing(place, "ip", "an address");
    }
    if (port == null) {
      throw json.missing(place, "port", "a whole number in [0, 65535]");
    }
    return new Axon(
        ip, port, (int) orZero(ipType), (int) orZero(protocol), orZero(version), orZero(block));
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "ip" -> {
        if (numeric) {
          number = json.u128();
        } else {
          ip = json.text();
        }
      }
      case "port" -> port = json.u16();
      case "ip_type" -> ipType = json.whole(0xFF);
      case "protocol" -> protocol = json.whole(0xFF);
      case "version" -> version = json.whole(0xFFFF_FFFFL);
      case "block" -> block = json.u64();
      default -> json.skip();
    }
  }
}

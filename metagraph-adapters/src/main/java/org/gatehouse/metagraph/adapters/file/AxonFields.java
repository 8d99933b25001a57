package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import org.gatehouse.api.metagraph.Axon;
import org.jspecify.annotations.Nullable;

/**
 * Reads the endpoint of one peer.
 *
 * <p>Address and port have to be there; the rest reads as 0 where it is left out, as the chain has
 * it for a peer that never announced it.
 */
final class AxonFields {

  private final JsonCursor json;
  private @Nullable String ip;
  private @Nullable Integer port;
  private @Nullable Long ipType;
  private @Nullable Long protocol;
  private @Nullable Long version;
  private @Nullable Long block;

  private AxonFields(JsonCursor json) {
    this.json = json;
  }

  static @Nullable Axon read(JsonCursor json) throws IOException {
    return json.isNull() ? null : new AxonFields(json).read();
  }

  private Axon read() throws IOException {
    JsonCursor.Place place = json.place();
    json.object(this::field);
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
      case "ip" -> ip = json.text();
      case "port" -> port = json.u16();
      case "ip_type" -> ipType = json.whole(0xFF);
      case "protocol" -> protocol = json.whole(0xFF);
      case "version" -> version = json.whole(0xFFFF_FFFFL);
      case "block" -> block = json.u64();
      default -> json.skip();
    }
  }
}

package org.gatehouse.api.metagraph;

/**
 * The endpoint at which a peer says it serves.
 *
 * @param ip the address as text, IPv4 or IPv6, not empty; the zero address means "not serving"
 * @param port the TCP port, 0 to 65535
 * @param ipType 4 or 6, or 0 where the peer never announced one
 * @param protocol the announced protocol number, 0 to 255
 * @param version the announced software version, unsigned 32 bit
 * @param block the block of the announcement, unsigned 64 bit
 */
public record Axon(String ip, int port, int ipType, int protocol, long version, long block) {

  /**
   * Checks the ranges.
   *
   * @throws MetagraphException if a value is outside its range
   */
  public Axon {
    if (ip.isBlank()) {
      throw new MetagraphException("an axon's ip is empty; expected an address such as 0.0.0.0");
    }
    Ranges.check("axon.port", port, 0xFFFF);
    Ranges.check("axon.ip_type", ipType, 0xFF);
    Ranges.check("axon.protocol", protocol, 0xFF);
    Ranges.check("axon.version", version, 0xFFFF_FFFFL);
  }

  /** Returns whether the peer serves: every address but the zero one, whatever the port. */
  public boolean isServing() {
    // 0.0.0.0, ::, 0:0:0:0:0:0:0:0 and ::0.0.0.0 have no other characters.
    return !ip.chars().allMatch(c -> c == '0' || c == '.' || c == ':');
  }
}

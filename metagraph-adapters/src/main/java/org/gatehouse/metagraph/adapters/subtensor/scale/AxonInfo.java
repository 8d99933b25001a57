package org.gatehouse.metagraph.adapters.subtensor.scale;

/**
 * The endpoint at which a neuron says it serves; all zeros if it never said so.
 *
 * @param block the block of the announcement, unsigned
 * @param version the software version, unsigned 32 bit
 * @param ip the address
 * @param port the TCP port, 0 to 65535
 * @param ipType 4 or 6, 0 if never announced; 0 to 255
 * @param protocol the protocol number, 0 to 255
 * @param placeholder1 0 to 255, without a meaning
 * @param placeholder2 0 to 255, without a meaning
 */
public record AxonInfo(
    long block,
    long version,
    IpNumber ip,
    int port,
    int ipType,
    int protocol,
    int placeholder1,
    int placeholder2) {

  static final int BYTES = 34;

  static AxonInfo read(ScaleReader in) {
    return new AxonInfo(
        in.u64("block"),
        in.u32("version"),
        in.ip("ip"),
        in.u16("port"),
        in.u8("ip_type"),
        in.u8("protocol"),
        in.u8("placeholder1"),
        in.u8("placeholder2"));
  }

  /** Returns the address as text, IPv4 or IPv6; see {@link IpNumber#text}. */
  public String ipText() {
    return ip.text(ipType);
  }

  /** Returns whether the neuron serves: every address but 0, whatever the port. */
  public boolean isServing() {
    return !ip.isZero();
  }
}

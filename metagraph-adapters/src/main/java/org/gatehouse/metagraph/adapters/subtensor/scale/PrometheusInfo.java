package org.gatehouse.metagraph.adapters.subtensor.scale;

/**
 * The endpoint at which a neuron says it shows its metrics; all zeros if it never said so.
 *
 * @param block the block of the announcement, unsigned
 * @param version the software version, unsigned 32 bit
 * @param ip the address
 * @param port the TCP port, 0 to 65535
 * @param ipType 4 or 6, 0 if never announced; 0 to 255
 */
public record PrometheusInfo(long block, long version, IpNumber ip, int port, int ipType) {

  static final int BYTES = 31;

  static PrometheusInfo read(ScaleReader in) {
    return new PrometheusInfo(
        in.u64("block"), in.u32("version"), in.ip("ip"), in.u16("port"), in.u8("ip_type"));
  }
}

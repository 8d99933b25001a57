package org.gatehouse.api.metagraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AxonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "0", "::", "0:0:0:0:0:0:0:0", "::0.0.0.0", "0000:0000::0000", "000.0"})
  void theZeroAddressDoesNotServeWhateverThePort(String ip) {
    assertThat(new Axon(ip, 8091, 4, 4, 1, 1).isServing()).isFalse();
    assertThat(new Axon(ip, 0, 0, 0, 0, 0).isServing()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.1", "203.0.113.7", "::1", "255.255.255.254", "fe80::", "peer.test"})
  void everyOtherAddressServesWhateverThePort(String ip) {
    assertThat(new Axon(ip, 0, 4, 4, 1, 1).isServing()).isTrue();
    assertThat(new Axon(ip, 8091, 4, 4, 1, 1).isServing()).isTrue();
  }

  @Test
  void theWholeRangeIsAccepted() {
    Axon axon = new Axon("1.2.3.4", 65535, 255, 255, 0xFFFF_FFFFL, -1);

    assertThat(axon.version()).isEqualTo(4294967295L);
    assertThat(Long.toUnsignedString(axon.block())).isEqualTo("18446744073709551615");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 4, 4, 1, axon.port is -1; expected a whole number in [0; 65535]",
    "65536, 4, 4, 1, axon.port is 65536; expected a whole number in [0; 65535]",
    "1, -1, 4, 1, axon.ip_type is -1; expected a whole number in [0; 255]",
    "1, 256, 4, 1, axon.ip_type is 256; expected a whole number in [0; 255]",
    "1, 4, -1, 1, axon.protocol is -1; expected a whole number in [0; 255]",
    "1, 4, 256, 1, axon.protocol is 256; expected a whole number in [0; 255]",
    "1, 4, 4, -1, axon.version is -1; expected a whole number in [0; 4294967295]",
    "1, 4, 4, 4294967296, axon.version is 4294967296; expected a whole number in [0; 4294967295]"
  })
  void whatIsOutOfRangeIsNamed(int port, int ipType, int protocol, long version, String message) {
    assertThatThrownBy(() -> new Axon("1.2.3.4", port, ipType, protocol, version, 0))
        .isInstanceOf(MetagraphException.class)
        .hasMessage(message.replace("[0;", "[0,"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anEmptyAddressIsRefused(String ip) {
    assertThatThrownBy(() -> new Axon(ip, 1, 4, 4, 1, 1))
        .isInstanceOf(MetagraphException.class)
        .hasMessage("an axon's ip is empty; expected an address such as 0.0.0.0");
  }
}

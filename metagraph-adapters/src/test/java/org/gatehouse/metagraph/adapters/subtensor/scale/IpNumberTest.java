package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpNumberTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0.0.0.0",
    "0, 0, 4, 0.0.0.0",
    "0, 0, 6, 0:0:0:0:0:0:0:0",
    "0, 167772161, 4, 10.0.0.1",
    "0, 167772161, 0, 10.0.0.1",
    "0, 167772161, 6, 0:0:0:0:0:0:a00:1",
    "0, 4294967294, 4, 255.255.255.254",
    "0, 4294967296, 4, 0:0:0:0:0:1:0:0",
    "0, 281470850170881, 6, 0:0:0:0:0:ffff:a0a:1",
    "0, -1, 4, 0:0:0:0:ffff:ffff:ffff:ffff",
    "1, 0, 4, 0:0:0:1:0:0:0:0",
    "-1, -1, 6, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  })
  void aNumberIsAnAddress(long high, long low, int type, String text) {
    assertThat(new IpNumber(high, low).text(type)).isEqualTo(text);
  }

  @Test
  void longAddressesReadAsThePlatformWritesThem() throws UnknownHostException {
    Random random = new Random(6);
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      bytes[random.nextInt(16)] = 0;
      bytes[random.nextInt(16)] = 0;
      ByteBuffer longs = ByteBuffer.wrap(bytes);
      assertThat(new IpNumber(longs.getLong(), longs.getLong()).text(6))
          .isEqualTo(Inet6Address.getByAddress(null, bytes, -1).getHostAddress());
    }
  }

  @Test
  void onlyZeroIsNoAddress() {
    assertThat(new IpNumber(0, 0).isZero()).isTrue();
    assertThat(new IpNumber(0, 1).isZero()).isFalse();
    assertThat(new IpNumber(1, 0).isZero()).isFalse();
    assertThat(new IpNumber(-1, -1).number())
        .hasToString("340282366920938463463374607431768211455");
  }
}

package org.gatehouse.metagraph.adapters.subtensor.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HexTextTest {

  @Test
  void bytesAndTheirTextAreOne() {
    byte[] bytes = {0, 1, 9, 10, 15, 16, 127, -128, -1};

    assertThat(HexText.encode(bytes)).isEqualTo("0x0001090a0f107f80ff");
    assertThat(HexText.decode("0x0001090a0f107f80ff")).isEqualTo(bytes);
    assertThat(HexText.decode("0x0001090A0F107F80FF")).isEqualTo(bytes);
    assertThat(HexText.decode("0x")).isEmpty();
    assertThat(HexText.encode(new byte[0])).isEqualTo("0x");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'position 0: expected 0x, found no text'",
    "00, 'position 0: expected 0x, found U+0030'",
    "0X00, 'position 0: expected 0x, found U+0030'",
    "0x0, 'position 3: expected an even number of digits, found 1 digits'",
    "0xzz, 'position 2: expected a hexadecimal digit, found U+007A'",
    "0x00-1, 'position 4: expected a hexadecimal digit, found U+002D'",
    "0x000g, 'position 5: expected a hexadecimal digit, found U+0067'",
    "'0x0\u0665', 'position 3: expected a hexadecimal digit, found U+0665'",
  })
  void whatIsWrongIsNamedWithItsPosition(String text, String message) {
    assertThatThrownBy(() -> HexText.decode(text))
        .isInstanceOf(ScaleException.class)
        .hasMessage("hexadecimal text at " + message);
  }
}

package org.gatehouse.metagraph.adapters.subtensor.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import org.gatehouse.metagraph.adapters.subtensor.scale.HexText;
import org.junit.jupiter.api.Test;

class ScaleWriterTest {

  @Test
  void compactNumbersAreWrittenAsAnotherEncoderWritesThem() {
    int count = 0;
    for (JsonNode vector : Given.json("vectors/compact_vectors.json").path("good")) {
      BigInteger value = new BigInteger(vector.path("value").asText());

      assertThat(HexText.encode(new ScaleWriter().compact(value).toBytes()))
          .isEqualTo(vector.path("hex").textValue());
      count++;
    }
    assertThat(count).isGreaterThan(10);
  }

  @Test
  void fixedNumbersBeginWithTheLowestByte() {
    assertThat(new ScaleWriter().fixed(0x0102, 2).fixed(-1L, 8).bool(true).toBytes())
        .containsExactly(2, 1, -1, -1, -1, -1, -1, -1, -1, -1, 1);
  }
}

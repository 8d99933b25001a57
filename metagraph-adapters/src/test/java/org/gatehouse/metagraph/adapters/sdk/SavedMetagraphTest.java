package org.gatehouse.metagraph.adapters.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SavedMetagraphTest {

  /** What a single-precision number of TAO still tells of an amount of rao. */
  private static BigInteger throughFloat(BigInteger rao) {
    float tao = new BigDecimal(rao).movePointLeft(9).floatValue();
    return new BigDecimal(tao).movePointRight(9).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
  }

  private static BigInteger stake(JsonNode neuron) {
    BigInteger sum = BigInteger.ZERO;
    for (JsonNode entry : neuron.get("stake")) {
      sum = sum.add(new BigInteger(entry.get(1).asText()));
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({
    "v6-torch, 3",
    "v6-torch, 64",
    "v7-numpy, 3",
    "v7-numpy, 64",
    "v10-numpy, 3",
    "v10-numpy, 64",
    "v10-numpy2names, 3",
    "v10-numpy2names, 64"
  })
  void everyFieldIsWhatTheFileWasMadeOf(String version, int count) throws IOException {
    JsonNode given =
        JsonMapper.builder()
            .build()
            .readTree(Saved.path("../file/neurons_lite_era2023_n" + count + ".json").toFile());
    boolean latest = version.startsWith("v10");

    Metagraph metagraph = Saved.read(Saved.of(version, count));

    assertThat(metagraph.network()).isEqualTo("finney");
    assertThat(metagraph.netuid()).isEqualTo(given.get("netuid").asInt());
    assertThat(metagraph.block()).isEqualTo(7654321);
    assertThat(metagraph.blockHash()).isNull();
    assertThat(metagraph.neurons()).hasSize(count);
    for (JsonNode expected : given.get("neurons")) {
      Neuron neuron = metagraph.neuron(expected.get("uid").asInt()).orElseThrow();
      assertThat(neuron.hotkey()).isEqualTo(expected.get("hotkey").asText());
      assertThat(neuron.coldkey()).isEqualTo(expected.get("coldkey").asText());
      assertThat(neuron.active()).isEqualTo(expected.get("active").asBoolean());
      assertThat(neuron.validatorPermit()).isEqualTo(expected.get("validator_permit").asBoolean());
      assertThat(neuron.lastUpdate())
          .isEqualTo(Long.parseUnsignedLong(expected.get("last_update").asText()));
      assertThat(neuron.rank()).isEqualTo(latest ? null : expected.get("rank").asInt());
      assertThat(neuron.trust()).isEqualTo(latest ? null : expected.get("trust").asInt());
      assertThat(neuron.consensus()).isEqualTo(expected.get("consensus").asInt());
      assertThat(neuron.validatorTrust()).isEqualTo(expected.get("validator_trust").asInt());
      assertThat(neuron.incentive()).isEqualTo(expected.get("incentive").asInt());
      assertThat(neuron.dividends()).isEqualTo(expected.get("dividends").asInt());
      assertThat(neuron.stakeRao()).isEqualTo(throughFloat(stake(expected)));
      assertThat(Long.toUnsignedString(neuron.emissionRao()))
          .isEqualTo(throughFloat(new BigInteger(expected.get("emission").asText())).toString());
      JsonNode axon = expected.get("axon_info");
      // SDK 6 and 7 write protocol 4, whatever the chain says.
      Axon found = Objects.requireNonNull(neuron.axon());
      assertThat(found.port()).isEqualTo(axon.get("port").asInt());
      assertThat(found.ipType()).isEqualTo(axon.get("ip_type").asInt());
      assertThat(found.protocol()).isEqualTo(latest ? axon.get("protocol").asInt() : 4);
      assertThat(found.version()).isEqualTo(axon.get("version").asLong());
      assertThat(found.block()).isZero();
      // The SDK shortens IPv6 addresses.
      assertThat(InetAddress.getByName(found.ip()))
          .isEqualTo(
              InetAddress.getByName(given.get("derived").get(neuron.uid()).get("ip").asText()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v8.pt", "v9-full.pt", "v10.pt"})
  void filesOfNumpy2AreRead(String name) {
    boolean ranked = !name.equals("v10.pt");
    Metagraph metagraph = Saved.read(Saved.path("numpy2/" + name));

    assertThat(metagraph)
        .isEqualTo(
            new Metagraph(
                "test",
                7,
                123,
                null,
                List.of(
                    Neuron.builder(3, "hot-a")
                        .coldkey("cold-a")
                        .stakeRao(new BigInteger("16777216000000000"))
                        .active(true)
                        .validatorPermit(true)
                        .lastUpdate(-1L)
                        .rank(ranked ? 8192 : null)
                        .trust(ranked ? 0 : null)
                        .consensus(0)
                        .validatorTrust(32768)
                        .incentive(65534)
                        .dividends(16384)
                        .emissionRao(0L)
                        .axon(new Axon("203.0.113.7", 8091, 4, 4, 7002000, 0))
                        .build(),
                    Neuron.builder(9, "hot-b")
                        .coldkey("cold-b")
                        // 0.1 as a float is 0.100000001490116...
                        .stakeRao(new BigInteger("100000001"))
                        .active(false)
                        .validatorPermit(false)
                        .lastUpdate(0L)
                        .rank(ranked ? 0 : null)
                        .trust(ranked ? 8192 : null)
                        .consensus(65535)
                        .validatorTrust(1)
                        .incentive(0)
                        .dividends(49151)
                        .emissionRao(1L)
                        .axon(new Axon("2001:db8::1", 65535, 6, 255, 4294967295L, 0))
                        .build())));
  }

  @Test
  void bothFormatsTellTheSame() {
    assertThat(Saved.read(Saved.of("v6-torch", 64)))
        .isEqualTo(Saved.read(Saved.of("v7-numpy", 64)));
  }
}

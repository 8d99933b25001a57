package org.gatehouse.host.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gatehouse.api.config.ConfigProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServeSettingsTest {

  private static Config section(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(ConfigFactory.defaultReference().getConfig("gatehouse.host"));
  }

  private static List<String> problems(String overrides) {
    return ServeSettings.check(section(overrides)).stream().map(ConfigProblem::message).toList();
  }

  @Test
  void theDefaultsAreThoseOfTheReference() throws Exception {
    assertThat(ServeSettings.of(section("")))
        .isEqualTo(
            new ServeSettings(
                new HttpSettings(
                    InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                    8420,
                    Optional.empty(),
                    8388608,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    256,
                    256,
                    32),
                4096,
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Optional.empty()));
    assertThat(ServeSettings.of(section("shadow.gate = other")).shadowGate()).hasValue("other");
  }

  @Test
  void allProblemsAreTold() {
    assertThat(
            problems(
                "http { port = 65536, max-request-bytes = 1, request-timeout = 0s, threads = 0 },"
                    + " scores { capacity = 0, time-to-live = 1ms }, shutdown-timeout = forever,"
                    + " shadow.gate = \"\""))
        .hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::", "2001:db8::1"})
  void anAddressThatOthersReachNeedsATokenOrAWord(String address) {
    String http = "http.address = \"" + address + "\"";
    assertThat(problems(http))
        .singleElement()
        .asString()
        .contains("expected a loopback address")
        .contains("gatehouse.host.http.token");
    assertThat(problems(http + ", http.token = secret")).isEmpty();
    assertThat(problems(http + ", http.allow-remote-without-token = true")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
  void aLoopbackAddressNeedsNone(String address) {
    assertThat(problems("http.address = \"" + address + "\"")).isEmpty();
  }

  @Test
  void aTokenIsWhatAHeaderCanCarryAndIsNeverShown() {
    assertThat(problems("http.token = \"top secret\""))
        .singleElement()
        .asString()
        .contains("letters, digits")
        .doesNotContain("top");
    assertThat(ServeSettings.of(section("http.token = hidden")).toString())
        .doesNotContain("hidden");
  }
}

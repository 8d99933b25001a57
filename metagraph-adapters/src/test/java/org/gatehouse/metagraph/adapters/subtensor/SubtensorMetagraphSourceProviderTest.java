package org.gatehouse.metagraph.adapters.subtensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.metagraph.adapters.subtensor.chain.BlockChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubtensorMetagraphSourceProviderTest {

  private final MetagraphSourceProvider provider = new SubtensorMetagraphSourceProvider();

  private static Config section(String hocon) {
    return ConfigFactory.parseString("gatehouse.metagraph.subtensor { " + hocon + " }")
        .withFallback(ConfigFactory.parseResources("reference.conf"))
        .resolve()
        .getConfig("gatehouse.metagraph.subtensor");
  }

  private static SubtensorSettings settings(String hocon) {
    SectionReader reader = SubtensorSettings.reader(section(hocon));
    SubtensorSettings settings = SubtensorSettings.read(reader);
    reader.throwIfAny();
    return settings;
  }

  private List<String> problems(String hocon) {
    return provider.check(section(hocon)).stream().map(p -> p.key() + ": " + p.message()).toList();
  }

  @Test
  void theServiceLoaderFindsIt() {
    assertThat(ServiceLoader.load(MetagraphSourceProvider.class))
        .hasAtLeastOneElementOfType(SubtensorMetagraphSourceProvider.class);
  }

  @Test
  void anAddressAndASubnetAreEnough() {
    assertThat(settings("url = \"ws://127.0.0.1:9944\", netuid = 7"))
        .isEqualTo(
            new SubtensorSettings(
                List.of(URI.create("ws://127.0.0.1:9944")),
                null,
                7,
                BlockChoice.FINALIZED,
                100,
                Duration.ofSeconds(30),
                Duration.ofSeconds(120)));
  }

  @ParameterizedTest
  @CsvSource({
    "finney, wss://entrypoint-finney.opentensor.ai:443",
    "test, wss://test.finney.opentensor.ai:443",
    "archive, wss://archive.chain.opentensor.ai:443",
    "local, ws://127.0.0.1:9944"
  })
  void aNamedNetworkNeedsNoAddress(String network, URI url) {
    SubtensorSettings settings = settings("netuid = 0, network = " + network);
    assertThat(settings.urls()).containsExactly(url);
    assertThat(settings.network()).isEqualTo(network);
  }

  @Test
  void severalAddressesKeepTheirOrderAndAnyName() {
    SubtensorSettings settings =
        settings("url = [\"wss://b\", \"ws://a:1\"], network = mine, netuid = 65535, block = 12");
    assertThat(settings.urls()).containsExactly(URI.create("wss://b"), URI.create("ws://a:1"));
    assertThat(settings.network()).isEqualTo("mine");
    assertThat(settings.block()).isEqualTo(new BlockChoice("12", 12L));
  }

  @Test
  void theReferenceLacksTheNodeAndTheSubnet() {
    assertThat(problems(""))
        .containsExactly(
            "gatehouse.metagraph.subtensor.url: expected a node's address here, or one of finney,"
                + " test, archive, local as network",
            "gatehouse.metagraph.subtensor.netuid: expected a value, found none");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThat(
            problems(
                "url = \"http://a\", netuid = 65536, block = last, resync-interval = 0,"
                    + " head-timeout = 1ms"))
        .containsExactly(
            "gatehouse.metagraph.subtensor.url: expected ws://HOST:PORT or wss://HOST:PORT, found"
                + " \"http://a\"",
            "gatehouse.metagraph.subtensor.netuid: expected a whole number in [0, 65535], found"
                + " 65536",
            "gatehouse.metagraph.subtensor.block: expected finalized, best or the number of a"
                + " block, found \"last\"",
            "gatehouse.metagraph.subtensor.resync-interval: expected a whole number of at least 1,"
                + " found 0",
            "gatehouse.metagraph.subtensor.head-timeout: expected a duration in [10ms, 86400s],"
                + " found \"1ms\"");
    assertThat(problems("network = fini, netuid = 1"))
        .containsExactly(
            "gatehouse.metagraph.subtensor.network: expected one of finney, test, archive, local"
                + " where url is not set, found \"fini\"");
  }

  @Test
  void nothingNeedsToBeReachableYet() {
    try (MetagraphSource source =
        provider.create(
            section("url = \"ws://127.0.0.1:1\", netuid = 1"), MetagraphContext.standalone())) {
      assertThat(source.health()).isEqualTo(SourceHealth.unknown());
    }
  }
}

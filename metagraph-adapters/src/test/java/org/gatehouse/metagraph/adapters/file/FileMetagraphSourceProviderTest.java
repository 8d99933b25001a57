package org.gatehouse.metagraph.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.metagraph.MetagraphContext;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.MetagraphSourceProvider;
import org.gatehouse.api.plugin.ProviderName;
import org.gatehouse.metagraph.adapters.sdk.NetworkHint;
import org.junit.jupiter.api.Test;

class FileMetagraphSourceProviderTest {

  private final FileMetagraphSourceProvider provider = new FileMetagraphSourceProvider();

  private static Config section(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(ConfigFactory.defaultReference().getConfig("gatehouse.metagraph.file"));
  }

  @Test
  void theServiceLoaderFindsItByName() {
    assertThat(ServiceLoader.load(MetagraphSourceProvider.class))
        .hasAtLeastOneElementOfType(FileMetagraphSourceProvider.class);
    assertThat(FileMetagraphSourceProvider.class.getAnnotation(ProviderName.class).value())
        .isEqualTo("file");
  }

  @Test
  void theReferenceLacksOnlyThePath() {
    assertThat(provider.check(section("")))
        .singleElement()
        .hasToString("gatehouse.metagraph.file.path: expected a value, found none");

    SectionReader section = FileSettings.reader(section("path = nets/a.json"));
    assertThat(FileSettings.read(section))
        .isEqualTo(
            new FileSettings(Path.of("nets/a.json"), Duration.ofSeconds(10), NetworkHint.none()));
    assertThat(section.problems()).isEmpty();
  }

  @Test
  void allProblemsAreReportedTogether() {
    assertThatThrownBy(
            () ->
                provider.create(
                    section("path = \"\"\npoll-interval = 2d"), MetagraphContext.standalone()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            2 problems in the configuration:
              1) gatehouse.metagraph.file.path (String: 1): expected text that is not blank, \
            found ""
              2) gatehouse.metagraph.file.poll-interval (String: 2): expected a duration in \
            [10ms, 86400s], found "2d\"""");
  }

  @Test
  void nothingNeedsToBeThereWhenASourceIsMade() {
    try (MetagraphSource source =
        provider.create(section("path = /no/such/file"), MetagraphContext.standalone())) {
      assertThatThrownBy(source::sync)
          .hasMessage("/no/such/file: expected a metagraph snapshot file, found nothing");
    }
  }
}

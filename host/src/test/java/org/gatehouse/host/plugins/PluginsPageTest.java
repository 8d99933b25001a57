package org.gatehouse.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gatehouse.config.plugin.SharedPackages;
import org.junit.jupiter.api.Test;

/** The page {@code docs/plugins.md}. */
final class PluginsPageTest {

  private static final Pattern PREFIX = Pattern.compile("(?m)^- `([a-z0-9.]+\\.)`$");

  @Test
  void listsEachSharedPrefixInItsOrder() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "plugins.md"));
    List<String> listed =
        PREFIX.matcher(page).results().map((MatchResult match) -> match.group(1)).toList();
    assertThat(listed)
        .isEqualTo(SharedPackages.of(Set.of(SharedPackages.ENGINE)).prefixes())
        .hasSizeGreaterThan(SharedPackages.of(Set.of()).prefixes().size());
    assertThat(page.substring(0, page.indexOf("Gatehouse-Requires: engine-tensorflow")))
        .contains(
            SharedPackages.of(Set.of()).prefixes().stream()
                .map(prefix -> "- `" + prefix + "`\n")
                .toList());
  }
}

package org.gatehouse.config.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.gating.GatingModelProvider;
import org.gatehouse.config.GatehouseConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginListingTest {

  @TempDir private Path folder;

  private PluginListing list(String hocon) {
    return GatehouseConfig.loader()
        .systemProperties(new Properties())
        .pluginFolder(folder.resolve("plugins"))
        .text("gatehouse.engine.cache-dir = \"" + folder.resolve("cache") + "\"\n" + hocon)
        .plugins();
  }

  private PluginReport only(PluginListing listing) {
    assertThat(listing.plugins()).hasSize(1);
    return listing.plugins().get(0);
  }

  @Test
  void tellsWhatIsOnThePathAndOnTheClassPath() {
    PluginJars.picker("handy").write(folder.resolve("plugins"));
    PluginListing listing = list("");
    assertThat(listing.path()).containsExactly(folder.resolve("plugins"));
    assertThat(only(listing).isLoadable()).isTrue();
    assertThat(listing.classPath())
        .filteredOn(PluginReport::isLoadable)
        .allSatisfy(report -> assertThat(report.name()).isEqualTo(PluginListing.CLASS_PATH))
        .flatExtracting(PluginReport::provides)
        .extracting(Provided::name)
        .contains("top-k", "fake");
    assertThat(listing.all()).hasSize(1 + listing.classPath().size());
  }

  @Test
  void reportsWhatIsBrokenOnTheClassPath() throws IOException {
    Path services = folder.resolve("host/META-INF/services");
    Files.createDirectories(services);
    Files.writeString(services.resolve(GatingModelProvider.class.getName()), "com.acme.Absent\n");
    URL[] urls = {folder.resolve("host").toUri().toURL()};
    try (URLClassLoader host = new URLClassLoader(urls, getClass().getClassLoader())) {
      PluginListing listing =
          GatehouseConfig.loader().systemProperties(new Properties()).classLoader(host).plugins();
      List<PluginReport> broken =
          listing.classPath().stream().filter(report -> !report.isLoadable()).toList();
      assertThat(broken).hasSize(1);
      assertThat(broken.get(0).problems()).hasSize(1);
      PluginProblem problem = broken.get(0).problems().get(0);
      assertThat(problem.where()).isEqualTo(ProviderKind.GATE.servicesFile());
      assertThat(problem.found()).contains("a gate cannot be used", "com.acme.Absent not found");
    }
  }

  @Test
  void whatIsSelectedIsSelectedEvenIfItIsBroken() {
    PluginJars.picker("handy")
        .attribute("Gatehouse-Api-Version", "[7,8)")
        .write(folder.resolve("plugins"));
    PluginListing selected = list("gatehouse.selection.selector = handy");
    assertThat(only(selected).isLoadable()).isFalse();
    assertThat(selected.isSelected(only(selected))).isTrue();
    PluginListing other = list("gatehouse.selection.selector = top-k");
    assertThat(other.isSelected(only(other))).isFalse();
  }

  @Test
  void aBrokenPluginTakesNoNameFromASoundOne() {
    PluginJars.picker("handy")
        .attribute("Gatehouse-Api-Version", "[7,8)")
        .write(folder.resolve("plugins/old"));
    PluginJars.picker("handy").write(folder.resolve("plugins/new"));
    PluginListing listing = list("gatehouse.selection.selector = handy");
    assertThat(listing.plugins())
        .filteredOn(listing::isSelected)
        .extracting(PluginReport::location)
        .containsExactly(folder.resolve("plugins/new"));
  }

  @Test
  void nothingIsSelectedByWhatCannotBeRead() {
    PluginJars.picker("handy").write(folder.resolve("plugins"));
    PluginListing listing =
        list("gatehouse.selection.selector = [handy]\ngatehouse.selection.k = ${none.such}");
    assertThat(listing.selected()).doesNotContainKey(ProviderKind.SELECTOR);
    assertThat(listing.selected()).containsEntry(ProviderKind.GATE, "sentence");
  }

  @Test
  void aPathThatIsNoneIsAProblemOfTheConfiguration() {
    assertThatThrownBy(() -> list("gatehouse.plugins.path = [{}]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gatehouse.plugins.path")
        .hasMessageContaining("expected paths of the file system");
    assertThatThrownBy(() -> list("gatehouse.plugins.start-timeout = never"))
        .hasMessageContaining("expected a readable folder of plugins at " + folder);
  }
}

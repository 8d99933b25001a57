package org.gatehouse.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.gatehouse.host.Cli;
import org.gatehouse.host.Golden;
import org.gatehouse.host.fakes.PluginJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginsCommandTest {

  @TempDir private Path folder;

  private Path plugins;
  private Cli cli;

  @BeforeEach
  void configure() throws IOException {
    plugins = Files.createDirectories(folder.resolve("plugins"));
    cli =
        Cli.withFakeGate(4)
            .set("gatehouse.engine.cache-dir=" + folder.resolve("cache"))
            .set("gatehouse.plugins.path=" + plugins);
  }

  private Path good() throws IOException {
    return PluginJar.withOddGate("acme-odd").withKeys().write(plugins.resolve("good.jar"));
  }

  private Path broken() throws IOException {
    return PluginJar.withOddGate("acme-old")
        .withKeys()
        .attribute("Gatehouse-Api-Version", "[0.1,0.2)")
        .entry("META-INF/services/org.gatehouse.api.selection.PeerSelectorProvider", "no class")
        .write(plugins.resolve("old/old.jar"));
  }

  /** Leaves out what depends on the machine: paths, hashes, widths, the tests' class path. */
  private String golden(String text) {
    return text.replace(folder.toString(), "<folder>")
        .replaceAll("\\b[0-9a-f]{64}\\b", "<sha-256>")
        .replaceAll("(?m)\\b[0-9a-f]{12}$", "<hash>")
        .replaceAll("(?m)(?<=\\S) {2,}", "  ")
        .lines()
        .filter(line -> !line.contains("(class path)"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  @Nested
  class Listing {

    @Test
    void showsEachPluginAndWhatIsWrongWithIt() throws IOException {
      good();
      broken();
      Cli.Result result = cli.run("plugins");
      assertThat(golden(result.out())).isEqualTo(Golden.text("plugins.txt"));
      assertThat(result.code()).isZero();
      assertThat(result.err())
          .matches("broken: 1 of \\d, none of which the configuration selects\\n");
    }

    @Test
    void isAlsoJson() throws IOException {
      good();
      broken();
      Cli.Result result = cli.run("plugins", "--json");
      String json = result.out().replaceAll("(?s)(\\{\"name\": \"\\(class path\\).*)", "");
      assertThat(golden(json)).isEqualTo(Golden.text("plugins.json"));
      assertThat(result.out().substring(json.length()))
          .contains("{\"kind\": \"gate\",\"name\": \"fake\",\"class\": \"org.gatehouse.host.fakes")
          .contains("\"name\": \"(class path)\"", "\"name\": \"top-k\"");
    }

    @Test
    void saysThatSomethingSelectedIsBroken() throws IOException {
      broken();
      cli.set("gatehouse.gating.model=odd");
      assertThat(cli.run("plugins").err())
          .matches("broken: 1 of \\d, and what the configuration selects is among them\\n");
      good();
      assertThat(cli.run("plugins").err()).contains("none of which the configuration selects");
    }

    @Test
    void showsTheProvidersOnTheClassPath() {
      assertThat(cli.run("plugins").out())
          .containsPattern("ok +\\(class path\\) +- +gate fake +\\S*host\\S* +-\n")
          .containsPattern("ok +\\(class path\\) +- +gate gptneo +\\S*gating-gptneo\\S* +-\n")
          .containsPattern("ok +\\(class path\\) +- +gate sentence +\\S*gating-sentence\\S* +-\n")
          .containsPattern(
              "selector epsilon-greedy, selector softmax, selector thompson, selector top-k");
    }

    @Test
    void worksWhateverElseIsWrongWithTheConfiguration() throws IOException {
      good();
      cli.set("gatehouse.gating.model=nobodys")
          .set("gatehouse.gating.unheard-of=1")
          .set("gatehouse.plugins.start-timeout=soon")
          .set("gatehouse.selection.k=${no.such.key}");
      Cli.Result result = cli.run("plugins");
      assertThat(result.out()).containsPattern("ok +acme-odd +1\\.2 +gate odd");
      assertThat(result.code()).isZero();
      assertThat(result.err()).isEmpty();
    }

    @Test
    void aWrongPathIsAProblemOfTheConfiguration() {
      Path none = folder.resolve("none");
      Cli.Result result = cli.set("gatehouse.plugins.path=" + none).run("plugins");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .contains("gatehouse.plugins.path (--set): expected a readable folder of plugins at")
          .contains(none.toString());
    }

    @Test
    void saysThatThereIsNoPath() {
      assertThat(cli.set("gatehouse.plugins.path=[]").run("plugins").out())
          .endsWith("gatehouse.plugins.path is empty: plugins are looked for nowhere.\n");
    }

    @Test
    void takesThePathOfTheDistribution() throws IOException {
      good();
      System.setProperty("gatehouse.home", folder.toString());
      try {
        assertThat(
                Cli.withFakeGate(4)
                    .set("gatehouse.engine.cache-dir=" + folder.resolve("cache"))
                    .run("plugins")
                    .out())
            .contains("acme-odd", "Plugins are looked for in " + plugins + ".");
      } finally {
        System.clearProperty("gatehouse.home");
      }
    }
  }

  @Nested
  class Check {

    @Test
    void showsWhatAGoodPluginProvides() throws IOException {
      Cli.Result result = cli.run("plugins", "check", good().toString());
      assertThat(golden(result.out()))
          .isEqualTo(
              """
              ok: acme-odd 1.2 (<folder>/plugins/good.jar)
                provides gate odd: org.gatehouse.host.fakes.OddGatingProvider
                for versions [1,2) of the API
                SHA-256 <sha-256>
              """);
      assertThat(result.code()).isZero();
    }

    @Test
    void showsAllThatIsWrongWithABrokenOne() throws IOException {
      Cli.Result result = cli.run("plugins", "check", broken().getParent().toString());
      assertThat(golden(result.out())).isEqualTo(Golden.text("plugins-check.txt"));
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).isEmpty();
    }

    @Test
    void alsoReadsTheKeys() throws IOException {
      Path jar =
          PluginJar.withOddGate("acme-greedy")
              .entry("reference.conf", "gatehouse.selection.k = 1000")
              .write(folder.resolve("greedy.jar"));
      Cli.Result result = cli.run("plugins", "check", "--json", jar.toString());
      assertThat(result.out())
          .startsWith("{\"name\": \"acme-greedy\",\"version\": \"1.2\",\"api\": \"[1,2)\"")
          .contains("\"status\": \"broken\"", "greedy.jar!/reference.conf:1");
      assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void doesNotNeedAConfigurationThatWorks() throws IOException {
      cli.set("gatehouse.plugins.path=/no/such").set("gatehouse.gating.model=nobodys");
      assertThat(cli.run("plugins", "check", good().toString()).code()).isZero();
    }

    @Test
    void needsAFile() {
      assertThat(cli.run("plugins", "check", "no/such.jar"))
          .isEqualTo(
              new Cli.Result(
                  2,
                  "",
                  """
                  gatehouse: expected a jar or a folder of jars, found no no/such.jar
                  Run "gatehouse plugins check --help" for what it takes.
                  """));
      assertThat(cli.run("plugins", "check").code()).isEqualTo(2);
    }
  }

  @Nested
  class SampleConfiguration {

    @Test
    void isTheReferenceOfAPlugin() throws IOException {
      good();
      assertThat(cli.run("plugins", "sample-config", "acme-odd"))
          .isEqualTo(new Cli.Result(0, PluginJar.keys(), ""));
    }

    @Test
    void isFoundByTheNameOfAProviderToo() throws IOException {
      good();
      assertThat(cli.run("plugins", "sample-config", "odd").out()).isEqualTo(PluginJar.keys());
    }

    @Test
    void ofAProviderOnTheClassPathIsItsSection() {
      assertThat(cli.run("plugins", "sample-config", "sentence").out())
          .startsWith("gatehouse {\n    gating {\n        sentence {\n")
          .contains("# As gatehouse.gating.num-uids; set here,")
          .contains("num-uids=${gatehouse.gating.num-uids}\n");
      assertThat(cli.run("plugins", "sample-config", "gptneo").out())
          .startsWith("gatehouse {\n    gating {\n        gptneo {\n")
          .contains("model-name=\"EleutherAI/gpt-neo-125m\"\n");
    }

    @Test
    void ofASelectorIsTheSectionOfAll() {
      assertThat(cli.run("plugins", "sample-config", "top-k").out())
          .contains("# Divisor of the scores in softmax", "selector=top-k\n");
    }

    @Test
    void mayBeMissing() throws IOException {
      PluginJar.withOddGate("acme-keyless").write(plugins.resolve("keyless.jar"));
      assertThat(cli.run("plugins", "sample-config", "acme-keyless"))
          .isEqualTo(
              new Cli.Result(
                  0,
                  "",
                  "acme-keyless has no keys of its own: there is no reference.conf of it\n"));
    }

    @Test
    void needsANameThatSomebodyHas() throws IOException {
      good();
      Cli.Result result = cli.run("plugins", "sample-config", "acme-odt");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .isEqualTo(
              """
              gatehouse: there is no plugin or provider named acme-odt; there are acme-odd, \
              bandit, epsilon-greedy, fake, file, gptneo, odd, sentence, softmax, subtensor, thompson, top-k, \
              ucb, uniform; did you mean acme-odd?
              Run "gatehouse plugins sample-config --help" for what it takes.
              """);
    }

    @Test
    void needsANameThatOnlyOneHas() throws IOException {
      Path jar = good();
      Path other =
          PluginJar.withOddGate("acme-odd")
              .attribute("Gatehouse-Plugin-Version", "1.3")
              .write(plugins.resolve("other.jar"));
      Cli.Result result = cli.run("plugins", "sample-config", "odd");
      assertThat(result.code()).isEqualTo(2);
      assertThat(golden(result.err()))
          .startsWith(
              "gatehouse: expected one plugin or provider named odd, found <folder>/plugins/"
                  + jar.getFileName()
                  + ", version 1.2, SHA-256 <sha-256> and <folder>/plugins/"
                  + other.getFileName()
                  + ", version 1.3, SHA-256 <sha-256>\n");
    }
  }
}

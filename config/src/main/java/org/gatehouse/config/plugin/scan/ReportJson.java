package org.gatehouse.config.plugin.scan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.config.plugin.NativeLibrary;
import org.gatehouse.config.plugin.PluginProblem;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Provided;
import org.gatehouse.config.plugin.ProviderKind;

/** A report, and what it holds for, as JSON. */
final class ReportJson {

  private ReportJson() {}

  static String write(PluginReport report, String validFor) {
    Map<String, Object> json = new TreeMap<>();
    json.put("valid-for", validFor);
    json.put("location", report.location().toString());
    json.put("jars", report.jars().stream().map(Path::toString).toList());
    json.put("name", report.name());
    json.put("version", report.version());
    json.put("api-versions", report.apiVersions());
    json.put("requires", List.copyOf(report.requires()));
    json.put("provides", report.provides().stream().map(ReportJson::write).toList());
    json.put(
        "natives",
        report.natives().stream()
            .map(library -> Map.of("where", library.where(), "sha256", library.sha256()))
            .toList());
    json.put(
        "references",
        report.references().entrySet().stream()
            .map(file -> Map.of("where", file.getKey(), "text", file.getValue()))
            .toList());
    json.put("sha256", report.sha256());
    json.put(
        "problems",
        report.problems().stream()
            .map(
                problem ->
                    Map.of(
                        "where", problem.where(),
                        "found", problem.found(),
                        "remedy", problem.remedy()))
            .toList());
    return ConfigValueFactory.fromMap(json).render(ConfigRenderOptions.concise());
  }

  private static Map<String, String> write(Provided provided) {
    return Map.of(
        "kind", provided.kind().section(),
        "name", provided.name(),
        "class", provided.className());
  }

  /** Returns what a text holds for. */
  static String validFor(Config json) {
    return json.getString("valid-for");
  }

  /**
   * Parses a text.
   *
   * @throws ConfigException if it is not JSON
   */
  static Config parse(String text) {
    return ConfigFactory.parseString(
        text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
  }

  /**
   * Returns the report.
   *
   * @throws ConfigException if it is not one
   */
  static PluginReport read(Config json) {
    return new PluginReport(
        Path.of(json.getString("location")),
        json.getStringList("jars").stream().map(Path::of).toList(),
        json.getString("name"),
        json.getString("version"),
        json.getString("api-versions"),
        new TreeSet<>(json.getStringList("requires")),
        json.getConfigList("provides").stream().map(ReportJson::provided).toList(),
        json.getConfigList("natives").stream()
            .map(one -> new NativeLibrary(one.getString("where"), one.getString("sha256")))
            .toList(),
        json.getConfigList("references").stream()
            .collect(
                Collectors.toMap(
                    one -> one.getString("where"),
                    one -> one.getString("text"),
                    (one, other) -> one,
                    TreeMap::new)),
        json.getString("sha256"),
        json.getConfigList("problems").stream()
            .map(
                one ->
                    new PluginProblem(
                        one.getString("where"), one.getString("found"), one.getString("remedy")))
            .toList());
  }

  private static Provided provided(Config json) {
    String section = json.getString("kind");
    ProviderKind<?> kind =
        ProviderKind.all().stream()
            .filter(one -> one.section().equals(section))
            .findFirst()
            .orElseThrow(() -> new ConfigException.BadValue("kind", section));
    return new Provided(kind, json.getString("name"), json.getString("class"));
  }
}

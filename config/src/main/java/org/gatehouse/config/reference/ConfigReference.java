package org.gatehouse.config.reference;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Renders the configuration reference: a Markdown table per section, with each key's default and
 * the comment above it in its {@code reference.conf}.
 *
 * <p>Sections and keys are in alphabetical order, so that the text does not depend on the class
 * path's.
 */
public final class ConfigReference {

  private static final ConfigValue NONE = ConfigValueFactory.fromAnyRef(null);

  private final StringBuilder text = new StringBuilder();

  private ConfigReference() {}

  /**
   * Returns the Markdown text.
   *
   * @param reference the merged files, as {@link ReferenceConfs#of} returns them: an inherited
   *     default is shown as {@code ${the.other.key}}
   */
  public static String markdown(Config reference) {
    ConfigReference page = new ConfigReference();
    page.section("", reference.root());
    return page.text.toString();
  }

  private void section(String path, ConfigObject object) {
    Map<String, ConfigValue> values = new TreeMap<>();
    Map<String, ConfigObject> sections = new TreeMap<>();
    object.forEach(
        (key, value) -> {
          if (value instanceof ConfigObject section && !section.isEmpty()) {
            sections.put(key, section);
          } else {
            values.put(key, value);
          }
        });
    if (!values.isEmpty()) {
      text.append(text.isEmpty() ? "" : "\n").append("## ").append(path).append("\n\n");
      text.append("| Key | Default | Meaning |\n|---|---|---|\n");
      values.forEach(this::row);
    }
    sections.forEach(
        (key, section) ->
            section(path.isEmpty() ? key : path + "." + ConfigUtil.joinPath(key), section));
  }

  private void row(String key, ConfigValue value) {
    String comment =
        value.origin().comments().stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" "));
    text.append("| `")
        .append(ConfigUtil.joinPath(key))
        .append("` | ")
        .append(value.equals(NONE) ? "none" : "`" + cell(render(value)) + "`")
        .append(" | ")
        .append(cell(comment))
        .append(" |\n");
  }

  private static String render(ConfigValue value) {
    String rendered = value.render(ConfigRenderOptions.concise());
    // Plain words need no quotes; "a b" and "" do.
    return rendered.matches("\"[A-Za-z][\\w./-]*\"")
        ? rendered.substring(1, rendered.length() - 1)
        : rendered;
  }

  private static String cell(String content) {
    return content.replace("|", "\\|");
  }
}

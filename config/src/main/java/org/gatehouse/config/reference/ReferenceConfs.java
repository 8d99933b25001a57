package org.gatehouse.config.reference;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;

/** The {@code reference.conf} files of a class loader: every key, its default and its comment. */
public final class ReferenceConfs {

  private ReferenceConfs() {}

  /**
   * Returns the {@code gatehouse} objects of all of them, merged but not resolved, so that a value
   * may take over one that a user sets.
   *
   * @throws ConfigurationException if one is not HOCON; with a problem for each
   */
  public static Config of(ClassLoader classLoader) {
    Config merged = ConfigFactory.empty();
    List<ConfigProblem> problems = new ArrayList<>();
    for (URL url : find(classLoader)) {
      try {
        ConfigParseOptions options =
            ConfigParseOptions.defaults()
                .setSyntax(ConfigSyntax.CONF)
                .setClassLoader(classLoader)
                .setAllowMissing(false);
        // What other libraries keep in theirs is none of our business.
        Config parsed =
            ConfigFactory.parseURL(url, options).root().withOnlyKey("gatehouse").toConfig();
        merged = merged.withFallback(parsed);
      } catch (ConfigException e) {
        problems.add(new ConfigProblem("gatehouse", url.toString(), "broken: " + e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return merged;
  }

  private static List<URL> find(ClassLoader classLoader) {
    try {
      return Collections.list(classLoader.getResources("reference.conf"));
    } catch (IOException e) {
      throw new GatehouseException("the reference.conf files cannot be listed: " + e, e);
    }
  }
}

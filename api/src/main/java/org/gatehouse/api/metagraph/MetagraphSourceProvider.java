package org.gatehouse.api.metagraph;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;

/**
 * Makes metagraph sources of one kind; found with {@link java.util.ServiceLoader}.
 *
 * <p>An implementation is public, has a public constructor without parameters and carries {@link
 * org.gatehouse.api.plugin.ProviderName}. Its section is {@code gatehouse.metagraph.<name>}, with
 * keys, defaults and comments in the {@code reference.conf} of its jar.
 */
public interface MetagraphSourceProvider {

  /** Returns all problems of its section; empty if {@link #create} will accept it. */
  List<ConfigProblem> check(Config config);

  /**
   * Makes a source. Nothing needs to be reachable yet.
   *
   * @param config its section, resolved
   * @throws ConfigurationException if {@link #check} finds problems
   */
  MetagraphSource create(Config config, MetagraphContext context);
}

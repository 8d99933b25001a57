package org.gatehouse.api.gating;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;

/**
 * Makes gates of one kind; found with {@link java.util.ServiceLoader}.
 *
 * <p>An implementation is public, has a public constructor without parameters and carries {@link
 * org.gatehouse.api.plugin.ProviderName}. Its section is {@code gatehouse.gating.<name>}, with
 * keys, defaults and comments in the {@code reference.conf} of its jar; there it also takes over
 * the common keys, as in {@code num-uids = ${gatehouse.gating.num-uids}}.
 */
public interface GatingModelProvider {

  /** Returns all problems of its section; empty if {@link #create} will accept it. */
  List<ConfigProblem> check(Config config);

  /**
   * Makes a gate with fresh weights.
   *
   * @param config its section, resolved
   * @throws ConfigurationException if {@link #check} finds problems
   */
  GatingModel create(Config config, GatingContext context);
}

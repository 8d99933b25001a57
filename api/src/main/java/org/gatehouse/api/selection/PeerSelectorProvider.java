package org.gatehouse.api.selection;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;

/**
 * Makes selectors of one kind; found with {@link java.util.ServiceLoader}.
 *
 * <p>An implementation is public, has a public constructor without parameters and carries {@link
 * org.gatehouse.api.plugin.ProviderName}, by which {@code gatehouse.selection.selector} selects it.
 * All selectors share the section {@code gatehouse.selection}.
 */
public interface PeerSelectorProvider {

  /**
   * Returns all problems of the keys this selector reads; empty if {@link #create} accepts them.
   */
  List<ConfigProblem> check(Config config);

  /**
   * Makes a selector.
   *
   * @param config the section {@code gatehouse.selection}, resolved
   * @throws ConfigurationException if {@link #check} finds problems
   */
  PeerSelector create(Config config);
}

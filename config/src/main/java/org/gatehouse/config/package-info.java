/**
 * From a configuration to a gate, a metagraph source and a selector: checked loading, discovery of
 * providers, and the handle that owns what was made.
 */
@NullMarked
package org.gatehouse.config;

import org.jspecify.annotations.NullMarked;

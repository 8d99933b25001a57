/** Reads plugins from their files alone, so that none of their code runs. */
@NullMarked
package org.gatehouse.config.plugin.scan;

import org.jspecify.annotations.NullMarked;

/** Plugins: what lies in the plugin folders, what is wrong with it, and what a plugin shares. */
@NullMarked
package org.gatehouse.config.plugin;

import org.jspecify.annotations.NullMarked;

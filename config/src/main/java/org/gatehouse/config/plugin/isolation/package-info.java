/** Runs a plugin's code in a class loader of its own, and behind the interfaces of the SPI. */
@NullMarked
package org.gatehouse.config.plugin.isolation;

import org.jspecify.annotations.NullMarked;

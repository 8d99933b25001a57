/** The commands about plugins: what is there, what is wrong with it, how it is configured. */
@NullMarked
package org.gatehouse.host.plugins;

import org.jspecify.annotations.NullMarked;

/** Checks of the machine, the configuration and everything it selects. */
@NullMarked
package org.gatehouse.host.doctor;

import org.jspecify.annotations.NullMarked;

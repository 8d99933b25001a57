/** How a service logs. */
@NullMarked
package org.gatehouse.host.logs;

import org.jspecify.annotations.NullMarked;

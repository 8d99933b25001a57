/** How probable it is that a selector chooses a peer. */
@NullMarked
package org.gatehouse.host.propensity;

import org.jspecify.annotations.NullMarked;

/** The shadow: a second gate that scores, learns and is evaluated, and never decides on a peer. */
@NullMarked
package org.gatehouse.host.shadow;

import org.jspecify.annotations.NullMarked;

/** What-if changes of a logged network: peers that are replaced, come later or leave. */
@NullMarked
package org.gatehouse.host.replay.scenarios;

import org.jspecify.annotations.NullMarked;

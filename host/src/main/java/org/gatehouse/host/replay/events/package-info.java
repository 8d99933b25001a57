/** Event logs: what was asked of whom, and what it earned. */
@NullMarked
package org.gatehouse.host.replay.events;

import org.jspecify.annotations.NullMarked;

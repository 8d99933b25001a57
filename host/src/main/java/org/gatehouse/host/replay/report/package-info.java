/** What a replay found: as values, as JSON and as text. */
@NullMarked
package org.gatehouse.host.replay.report;

import org.jspecify.annotations.NullMarked;

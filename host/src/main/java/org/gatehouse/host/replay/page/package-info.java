/** What replays found as one HTML page with plots that needs nothing else. */
@NullMarked
package org.gatehouse.host.replay.page;

import org.jspecify.annotations.NullMarked;

/** Event logs, their replay through a gate, and the report with its baselines. */
@NullMarked
package org.gatehouse.host.replay;

import org.jspecify.annotations.NullMarked;

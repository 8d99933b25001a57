/** Summaries of the numbers that a replay measures. */
@NullMarked
package org.gatehouse.host.replay.statistics;

import org.jspecify.annotations.NullMarked;

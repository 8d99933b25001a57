/** Metagraphs as snapshots, tables and lists of changes. */
@NullMarked
package org.gatehouse.host.metagraph;

import org.jspecify.annotations.NullMarked;

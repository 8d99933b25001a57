/** The training log: what happened since a snapshot, record by record, in files of its own. */
@NullMarked
package org.gatehouse.state.log;

import org.jspecify.annotations.NullMarked;

/** The metagraph source {@code file}: a snapshot on disk, followed as it is rewritten. */
@NullMarked
package org.gatehouse.metagraph.adapters.file;

import org.jspecify.annotations.NullMarked;

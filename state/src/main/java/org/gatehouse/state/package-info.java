/** Learned state on disk: files that are either whole or not there. */
@NullMarked
package org.gatehouse.state;

import org.jspecify.annotations.NullMarked;

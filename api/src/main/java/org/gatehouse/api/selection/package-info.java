/** Choosing which peers to ask, with the probability of each choice. */
@NullMarked
package org.gatehouse.api.selection;

import org.jspecify.annotations.NullMarked;

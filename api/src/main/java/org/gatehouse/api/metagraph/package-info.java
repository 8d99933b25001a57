/** The network's state at one block, and where it comes from. */
@NullMarked
package org.gatehouse.api.metagraph;

import org.jspecify.annotations.NullMarked;

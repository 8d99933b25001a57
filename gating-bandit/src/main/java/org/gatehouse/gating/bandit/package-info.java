/**
 * The gate that learns online, from the rewards of the few peers that were asked, what each peer
 * will earn, and knows how certain it is.
 */
@NullMarked
package org.gatehouse.gating.bandit;

import org.jspecify.annotations.NullMarked;

/** Micro-batching: concurrent forward passes joined into one, and a bound on what waits. */
@NullMarked
package org.gatehouse.host.batching;

import org.jspecify.annotations.NullMarked;

/**
 * What a subtensor runtime answers, from SCALE bytes to values: addresses, neurons and metagraphs.
 *
 * <p>Every answer is data from a stranger. Decoding is strict (each byte has to be used, each
 * integer in its shortest form), allocates in proportion to the bytes that are there, and fails
 * with a {@link org.gatehouse.metagraph.adapters.subtensor.scale.ScaleException} only. Nothing here
 * knows of connections, requests or name lookups.
 */
@NullMarked
package org.gatehouse.metagraph.adapters.subtensor.scale;

import org.jspecify.annotations.NullMarked;

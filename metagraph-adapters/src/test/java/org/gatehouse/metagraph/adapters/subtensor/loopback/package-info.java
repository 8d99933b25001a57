/** A node for tests: a real WebSocket server before a chain that a test writes. */
@NullMarked
package org.gatehouse.metagraph.adapters.subtensor.loopback;

import org.jspecify.annotations.NullMarked;

/** JSON-RPC 2.0 over a WebSocket; knows nothing of metagraphs. */
@NullMarked
package org.gatehouse.metagraph.adapters.subtensor.rpc;

import org.jspecify.annotations.NullMarked;

/** One reading of a subnet: which calls a runtime answers, and how the answers make a metagraph. */
@NullMarked
package org.gatehouse.metagraph.adapters.subtensor.chain;

import org.jspecify.annotations.NullMarked;

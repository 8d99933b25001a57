/**
 * The live source: one subnet of a chain, read from its nodes, followed block by block, kept
 * through their failures.
 */
@NullMarked
package org.gatehouse.metagraph.adapters.subtensor;

import org.jspecify.annotations.NullMarked;

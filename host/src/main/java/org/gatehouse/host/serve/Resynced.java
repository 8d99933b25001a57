package org.gatehouse.host.serve;

import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.metagraph.Metagraph;

/**
 * What a resync did.
 *
 * @param metagraph the network from then on
 * @param report what became of the peers
 */
public record Resynced(Metagraph metagraph, ResyncReport report) {}

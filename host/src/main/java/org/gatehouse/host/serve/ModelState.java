package org.gatehouse.host.serve;

import org.gatehouse.host.shadow.ShadowState;
import org.jspecify.annotations.Nullable;

/**
 * What is served.
 *
 * @param gate the name of the gate
 * @param encoder the identity of what turns messages into representations; {@code null} where
 *     unknown, as are {@code steps} and {@code stateSha256}: of a gate that makes no snapshots
 * @param selector the name of the configured selector
 * @param k how many peers it chooses
 * @param steps the number of training steps taken
 * @param numUids the size of the uid space
 * @param netuid the network's number; {@code null} if none is known
 * @param block the network's block; {@code null} if none is known
 * @param learn whether rewards are learned
 * @param stateSha256 the identity of what has been learned
 * @param shadow how the second gate does; {@code null} if none is wanted
 */
public record ModelState(
    String gate,
    @Nullable String encoder,
    String selector,
    int k,
    @Nullable Long steps,
    int numUids,
    @Nullable Integer netuid,
    @Nullable Long block,
    boolean learn,
    @Nullable String stateSha256,
    @Nullable ShadowState shadow) {}

package org.gatehouse.host.shadow;

import org.jspecify.annotations.Nullable;

/**
 * How a shadow does.
 *
 * @param gate the name of its gate
 * @param problem what keeps it from following the served gate or its state from being kept; {@code
 *     null} if nothing does
 * @param steps the number of training steps taken over the life of its state; {@code null} if it
 *     could not be made
 * @param dropped how many messages and rewards it was not shown because too many waited
 * @param failures how often it failed
 * @param comparison how well it does beside the served gate
 */
public record ShadowState(
    String gate,
    @Nullable String problem,
    @Nullable Long steps,
    long dropped,
    long failures,
    Comparison comparison) {}

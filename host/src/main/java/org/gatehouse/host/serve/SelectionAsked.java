package org.gatehouse.host.serve;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about who is to be asked.
 *
 * @param k how many, at least 1; {@code null} for as many as configured
 * @param selector the name of a selector; {@code null} for the configured one
 * @param exclude uids to avoid while there are enough others
 */
public record SelectionAsked(
    @Nullable Integer k, @Nullable String selector, Set<Integer> exclude) {}

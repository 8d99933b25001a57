package org.gatehouse.host.replay.statistics;

/**
 * The bounds of a confidence interval.
 *
 * @param low the lower bound; NaN, as is the upper one, where the quantity is not defined
 * @param high the upper bound
 */
public record Interval(double low, double high) {}

package org.gatehouse.gating.bandit;

/**
 * What a gate expects of every uid for one message.
 *
 * @param scores shape [numUids]
 * @param deviations their standard deviations, shape [numUids]
 */
record Forecast(float[] scores, float[] deviations) {}

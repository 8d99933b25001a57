package org.gatehouse.api.gating;

import org.gatehouse.api.Uids;

/**
 * What one training step did.
 *
 * @param step the number of steps taken over the whole life of the state, this one included; if
 *     nothing was trained, none was taken
 * @param loss the loss before the update, in the gate's own terms
 * @param gradientNorm the Euclidean norm of the gradient that the step's rewards gave
 * @param trained the uids whose rewards were learned, in the order of the scores
 * @param dropped the uids whose rewards were not learned because they no longer hold the peer that
 *     earned them
 */
public record TrainingStep(
    long step, double loss, double gradientNorm, Uids trained, Uids dropped) {}

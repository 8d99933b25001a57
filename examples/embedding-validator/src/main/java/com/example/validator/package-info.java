/**
 * A validator: it lets a gate choose which peers of a network to ask, asks them, rewards their
 * answers, and lets the gate learn from the rewards.
 */
@NullMarked
package com.example.validator;

import org.jspecify.annotations.NullMarked;

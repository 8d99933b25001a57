/**
 * Long runs against a served gate in a process of its own: killed at any moment, and under load for
 * hours.
 */
@NullMarked
package org.gatehouse.benchmarks.service;

import org.jspecify.annotations.NullMarked;

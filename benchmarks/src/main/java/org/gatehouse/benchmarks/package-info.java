/** Benchmarks of the gate's own work against the time its natives need anyway. */
@NullMarked
package org.gatehouse.benchmarks;

import org.jspecify.annotations.NullMarked;

/** Plots of how cost grows. */
@NullMarked
package org.gatehouse.benchmarks.sidebyside.plots;

import org.jspecify.annotations.NullMarked;

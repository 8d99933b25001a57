/**
 * Gatehouse beside what a user would run instead and beside the machine's own limits: the same work
 * on the same weights and tokens, by turns.
 */
@NullMarked
package org.gatehouse.benchmarks.sidebyside;

import org.jspecify.annotations.NullMarked;

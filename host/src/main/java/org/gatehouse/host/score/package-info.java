/** Scoring prompts and choosing peers. */
@NullMarked
package org.gatehouse.host.score;

import org.jspecify.annotations.NullMarked;

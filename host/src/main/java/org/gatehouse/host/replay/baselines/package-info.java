/** Players that know no prompts, which a gate has to beat. */
@NullMarked
package org.gatehouse.host.replay.baselines;

import org.jspecify.annotations.NullMarked;

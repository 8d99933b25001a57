/** A gate for tests. */
@NullMarked
package org.gatehouse.state.fakes;

import org.jspecify.annotations.NullMarked;

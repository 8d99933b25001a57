/** State that the original of this project saved. */
@NullMarked
package org.gatehouse.state.upstream;

import org.jspecify.annotations.NullMarked;

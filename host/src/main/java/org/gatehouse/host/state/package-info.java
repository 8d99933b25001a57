/** The commands about learned state on disk: {@code state} and {@code import-upstream}. */
@NullMarked
package org.gatehouse.host.state;

import org.jspecify.annotations.NullMarked;

/** What a user would run instead of Gatehouse: the same weights in other libraries. */
@NullMarked
package org.gatehouse.benchmarks.sidebyside.peers;

import org.jspecify.annotations.NullMarked;

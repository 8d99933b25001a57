/** The linear layer that turns a representation into one score per peer, and its training. */
@NullMarked
package org.gatehouse.engine.tensorflow.head;

import org.jspecify.annotations.NullMarked;

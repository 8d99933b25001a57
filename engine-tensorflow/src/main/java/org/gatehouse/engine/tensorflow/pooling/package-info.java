/** From the hidden states of a row of tokens to one vector. */
@NullMarked
package org.gatehouse.engine.tensorflow.pooling;

import org.jspecify.annotations.NullMarked;

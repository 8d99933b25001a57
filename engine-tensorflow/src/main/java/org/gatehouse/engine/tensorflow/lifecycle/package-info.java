/** Closing of native objects that other threads may be using. */
@NullMarked
package org.gatehouse.engine.tensorflow.lifecycle;

import org.jspecify.annotations.NullMarked;

/** The TensorFlow engine: encoders that turn messages into vectors, and what the gates build on. */
@NullMarked
package org.gatehouse.engine.tensorflow;

import org.jspecify.annotations.NullMarked;

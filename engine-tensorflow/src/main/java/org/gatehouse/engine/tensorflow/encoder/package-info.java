/** Encoders, shared between everyone in the process who asks for the same one. */
@NullMarked
package org.gatehouse.engine.tensorflow.encoder;

import org.jspecify.annotations.NullMarked;

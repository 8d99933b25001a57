/** Devices: which one was asked for, which one TensorFlow has, and how a session is told. */
@NullMarked
package org.gatehouse.engine.tensorflow.device;

import org.jspecify.annotations.NullMarked;

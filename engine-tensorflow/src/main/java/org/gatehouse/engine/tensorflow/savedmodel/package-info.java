/** Encoders as SavedModels: written from a graph and its weights, loaded, and run. */
@NullMarked
package org.gatehouse.engine.tensorflow.savedmodel;

import org.jspecify.annotations.NullMarked;

/** Transformer encoders as TensorFlow graphs, with parameters under their Hugging Face names. */
@NullMarked
package org.gatehouse.engine.tensorflow.transformer;

import org.jspecify.annotations.NullMarked;

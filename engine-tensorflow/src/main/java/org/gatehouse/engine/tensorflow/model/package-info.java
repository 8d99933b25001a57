/** Model names, and the folders with exported models that they stand for. */
@NullMarked
package org.gatehouse.engine.tensorflow.model;

import org.jspecify.annotations.NullMarked;

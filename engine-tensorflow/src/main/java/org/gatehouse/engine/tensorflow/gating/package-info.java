/** Gates made of an encoder that stays as it is and a linear head that learns. */
@NullMarked
package org.gatehouse.engine.tensorflow.gating;

import org.jspecify.annotations.NullMarked;

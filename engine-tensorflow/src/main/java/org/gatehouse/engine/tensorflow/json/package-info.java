/** The few JSON files that lie beside a model's weights. */
@NullMarked
package org.gatehouse.engine.tensorflow.json;

import org.jspecify.annotations.NullMarked;

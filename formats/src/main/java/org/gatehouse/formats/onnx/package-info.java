/** The weights of ONNX models, read without the rest of the graph. */
@NullMarked
package org.gatehouse.formats.onnx;

import org.jspecify.annotations.NullMarked;

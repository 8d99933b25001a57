package org.gatehouse.formats.onnx;

import java.nio.ByteBuffer;
import org.gatehouse.formats.TensorInfo;

/** One weight of a graph; the data are read-only and little endian, from position to limit. */
record Initializer(TensorInfo info, ByteBuffer data) {}

/** ONNX Runtime as a peer; compiled with the profile {@code side-by-side} only. */
@NullMarked
package org.gatehouse.benchmarks.sidebyside.peers.onnx;

import org.jspecify.annotations.NullMarked;

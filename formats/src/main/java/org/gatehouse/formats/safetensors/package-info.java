/** The safetensors format: a length, a JSON header and the tensors' bytes, read and written. */
@NullMarked
package org.gatehouse.formats.safetensors;

import org.jspecify.annotations.NullMarked;

/** What {@code torch.save} writes: a zip of one pickle and the bytes of its tensors. */
@NullMarked
package org.gatehouse.formats.torch;

import org.jspecify.annotations.NullMarked;

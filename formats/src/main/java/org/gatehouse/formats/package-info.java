/** Named tensors in foreign files: what every reader of them offers, and how it refuses a file. */
@NullMarked
package org.gatehouse.formats;

import org.jspecify.annotations.NullMarked;

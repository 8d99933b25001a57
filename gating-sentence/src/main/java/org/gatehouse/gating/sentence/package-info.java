/** The gate that scores peers on the mean-pooled, normalised embedding of the message. */
@NullMarked
package org.gatehouse.gating.sentence;

import org.jspecify.annotations.NullMarked;

/** The gating SPI: models that score every peer for a message and learn from rewards. */
@NullMarked
package org.gatehouse.api.gating;

import org.jspecify.annotations.NullMarked;

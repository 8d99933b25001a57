/** Checked reading of a provider's own section of the configuration. */
@NullMarked
package org.gatehouse.api.config;

import org.jspecify.annotations.NullMarked;

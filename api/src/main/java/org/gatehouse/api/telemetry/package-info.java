/** Where gates and sources report progress and measurements, without knowing who listens. */
@NullMarked
package org.gatehouse.api.telemetry;

import org.jspecify.annotations.NullMarked;

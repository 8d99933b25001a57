/** What a running host measures: a registry of meters that a monitoring system reads as text. */
@NullMarked
package org.gatehouse.host.meters;

import org.jspecify.annotations.NullMarked;

/** The reference host validator: the entry point of its command line. */
@NullMarked
package org.gatehouse.host;

import org.jspecify.annotations.NullMarked;

/** A simulated network on which a gate can be watched while it learns. */
@NullMarked
package org.gatehouse.host.demo;

import org.jspecify.annotations.NullMarked;

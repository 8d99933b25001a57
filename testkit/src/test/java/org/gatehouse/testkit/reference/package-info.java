/** A right gate in plain Java, and wrong ones made of it. */
@NullMarked
package org.gatehouse.testkit.reference;

import org.jspecify.annotations.NullMarked;

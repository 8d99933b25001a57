/** Which keys exist, as the {@code reference.conf} files say, and their documentation. */
@NullMarked
package org.gatehouse.config.reference;

import org.jspecify.annotations.NullMarked;

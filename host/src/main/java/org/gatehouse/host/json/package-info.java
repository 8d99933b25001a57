/** How commands write JSON. */
@NullMarked
package org.gatehouse.host.json;

import org.jspecify.annotations.NullMarked;

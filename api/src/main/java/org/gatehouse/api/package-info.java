/** What every part of the API shares: uid lists and the base of all exceptions. */
@NullMarked
package org.gatehouse.api;

import org.jspecify.annotations.NullMarked;

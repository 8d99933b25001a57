/** What an encoder makes of texts and of rows of token ids. */
@NullMarked
package org.gatehouse.host.encode;

import org.jspecify.annotations.NullMarked;

/** What every command shares: the streams, the common options, progress and error messages. */
@NullMarked
package org.gatehouse.host.cli;

import org.jspecify.annotations.NullMarked;

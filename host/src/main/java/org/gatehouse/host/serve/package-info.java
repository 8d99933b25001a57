/** The served gate: what can be asked of it, whoever asks, and the command that serves it. */
@NullMarked
package org.gatehouse.host.serve;

import org.jspecify.annotations.NullMarked;

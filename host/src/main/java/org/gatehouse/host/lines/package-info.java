/** Text read line by line, from files and standard input. */
@NullMarked
package org.gatehouse.host.lines;

import org.jspecify.annotations.NullMarked;

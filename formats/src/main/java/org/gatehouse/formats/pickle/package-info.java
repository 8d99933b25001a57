/** Pickles of Python as plain, inert values: what is not on a list is refused by name. */
@NullMarked
package org.gatehouse.formats.pickle;

import org.jspecify.annotations.NullMarked;

package org.gatehouse.formats.pickle;

import org.jspecify.annotations.Nullable;

/** A value that gets its state after it was made, by BUILD. */
interface Buildable {

  void build(@Nullable Object state, PickleSite site);
}

package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads uids and hotkeys and refuses those that the file already had. */
final class KnownPeers {

  private final BitSet uids = new BitSet();
  private final Set<String> hotkeys = new HashSet<>();

  @Nullable Integer uid(JsonCursor json) throws IOException {
    Integer uid = json.u16();
    if (uid != null && uids.get(uid)) {
      throw json.unexpected("a uid that no peer before has");
    }
    if (uid != null) {
      uids.set(uid);
    }
    return uid;
  }

  @Nullable String hotkey(JsonCursor json) throws IOException {
    String hotkey = json.text();
    if (hotkey != null && !hotkeys.add(hotkey)) {
      throw json.unexpected("a hotkey that no peer before has");
    }
    return hotkey;
  }
}

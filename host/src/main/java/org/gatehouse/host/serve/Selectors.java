package org.gatehouse.host.serve;

import java.util.Set;
import java.util.function.Function;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.config.Gatehouse;
import org.jspecify.annotations.Nullable;

/**
 * The selectors that a request may name.
 *
 * @param configured the name of the one that serves requests that name none
 * @param request what is asked of it where a request does not say
 * @param names those that are installed
 * @param byName makes one of them on first use
 */
record Selectors(
    String configured,
    SelectionRequest request,
    Set<String> names,
    Function<String, PeerSelector> byName) {

  static Selectors of(Gatehouse gatehouse) {
    return new Selectors(
        gatehouse.config().selectorName(),
        gatehouse.selectionRequest(),
        gatehouse.selectorNames(),
        gatehouse::selector);
  }

  /** Returns the name of the selector that a request asks for. */
  String named(@Nullable String asked) {
    if (asked != null && !names.contains(asked)) {
      throw new ServiceException(
          ServiceException.Reason.UNKNOWN_SELECTOR,
          "expected one of " + String.join(", ", names) + ", found another name");
    }
    return asked == null ? configured : asked;
  }

  PeerSelector selector(String name) {
    return byName.apply(name);
  }
}

package org.gatehouse.formats.pickle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dict of a pickle, unmodifiable once reading is over; an {@code OrderedDict} may have attributes
 * besides.
 *
 * <p>Keys are text, whole numbers or booleans, in the order of the file; one that comes twice is
 * refused. Equal only to itself, and {@link #toString} tells its size only: values that are shared
 * many times over would take forever to compare or to print.
 */
public final class PickleDict extends PickleContainer implements Buildable {

  private final boolean ordered;
  private Map<Object, @Nullable Object> entries = Map.of();
  private @Nullable PickleDict attributes;

  PickleDict(boolean ordered) {
    this.ordered = ordered;
  }

  /** Returns the number of entries. */
  public int size() {
    return entries.size();
  }

  /** Returns the keys: String, Long, BigInteger or Boolean. */
  public Set<Object> keys() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** Returns whether there is such a key, with a value that may be None. */
  public boolean has(Object key) {
    return entries.containsKey(key);
  }

  /** Returns the value of a key; {@code null} for None and for a key that is not there. */
  public @Nullable Object get(Object key) {
    return entries.get(key);
  }

  /** Returns the attributes that were set on an {@code OrderedDict}, or {@code null}. */
  public @Nullable PickleDict attributes() {
    return attributes;
  }

  void put(@Nullable Object key, @Nullable Object value, PickleSite site) {
    if (!(key instanceof String
        || key instanceof Long
        || key instanceof BigInteger
        || key instanceof Boolean)) {
      throw site.unexpected("a key that is text, a whole number or a boolean", key);
    }
    if (entries.isEmpty()) {
      entries = new LinkedHashMap<>();
    } else if (entries.containsKey(key)) {
      throw site.unexpected("a key that the dict has not yet", key);
    }
    entries.put(key, value);
  }

  @Override
  public void build(@Nullable Object state, PickleSite site) {
    if (!ordered || attributes != null || !(state instanceof PickleDict dict)) {
      throw site.refusal(
          "expected a dict of attributes for a new OrderedDict, found "
              + PickleValues.describe(state)
              + " for "
              + this);
    }
    attributes = dict;
  }

  @Override
  Iterable<? extends @Nullable Object> children() {
    if (attributes == null) {
      return entries.values();
    }
    List<@Nullable Object> all = new ArrayList<>(entries.values());
    all.add(attributes);
    return all;
  }

  @Override
  public String toString() {
    return (ordered ? "an OrderedDict of " : "a dict of ") + size();
  }
}

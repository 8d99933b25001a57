package org.gatehouse.formats.pickle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Python names that a pickle may use, and the plain values they make; every other name is
 * refused.
 *
 * <p>A name is {@code module.name}. Immutable: what adds a name returns another list.
 */
public final class PickleClasses {

  private static final PickleClasses NONE = new PickleClasses(Set.of(), Set.of(), Map.of());

  private final Set<String> names;
  private final Set<String> records;
  private final Map<String, PickleFunction> functions;

  private PickleClasses(
      Set<String> names, Set<String> records, Map<String, PickleFunction> functions) {
    this.names = names;
    this.records = records;
    this.functions = functions;
  }

  /** Returns an empty list: plain values only. */
  public static PickleClasses none() {
    return NONE;
  }

  /** Returns the list with what NumPy arrays need, under the names of NumPy 1 and 2. */
  public PickleClasses withNumpy() {
    PickleClasses with = withName("numpy.ndarray").withFunction("numpy.dtype", NumpyDType::of);
    for (String core : new String[] {"numpy.core", "numpy._core"}) {
      with = with.withFunction(core + ".multiarray._reconstruct", NumpyArray::of);
      with = with.withFunction(core + ".multiarray.scalar", NumpyArray::scalar);
    }
    return with;
  }

  /** Returns the list with {@code collections.OrderedDict}, which makes a {@link PickleDict}. */
  public PickleClasses withOrderedDict() {
    return withFunction(
        "collections.OrderedDict",
        (arguments, site) -> {
          if (arguments.size() != 0) {
            throw site.unexpected("no arguments for an OrderedDict", arguments);
          }
          return new PickleDict(true);
        });
  }

  /** Returns the list with a name that is a value and makes none. */
  public PickleClasses withName(String name) {
    Set<String> more = new HashSet<>(names);
    more.add(name);
    return new PickleClasses(more, records, functions);
  }

  /** Returns the list with a class whose objects become a {@link PickleRecord}. */
  public PickleClasses withRecord(String name) {
    Set<String> more = new HashSet<>(records);
    more.add(name);
    return new PickleClasses(names, more, functions);
  }

  /** Returns the list with a function whose calls are answered here. */
  public PickleClasses withFunction(String name, PickleFunction function) {
    Map<String, PickleFunction> more = new HashMap<>(functions);
    more.put(name, function);
    return new PickleClasses(names, records, more);
  }

  boolean contains(PickleName name) {
    String qualified = name.qualified();
    return names.contains(qualified)
        || records.contains(qualified)
        || functions.containsKey(qualified);
  }

  boolean isRecord(PickleName name) {
    return records.contains(name.qualified());
  }

  @Nullable PickleFunction function(PickleName name) {
    return functions.get(name.qualified());
  }
}

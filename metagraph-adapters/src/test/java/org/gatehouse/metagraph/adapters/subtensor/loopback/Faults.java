package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a node does wrong, as a test says: first what is planned for the next calls of a method,
 * then for the next calls of any, then what always happens. Safe for use by many threads.
 */
public final class Faults {

  private final Map<String, Deque<Fault>> nextOf = new HashMap<>();
  private final Deque<Fault> next = new ArrayDeque<>();
  private Function<String, @Nullable Fault> always = method -> null;
  private @Nullable Fault atOpen;

  Faults() {}

  /** Plans a fault for the next call that has none yet. */
  public synchronized Faults next(Fault fault) {
    next.add(fault);
    return this;
  }

  /** Plans a fault for the next call of a method that has none yet. */
  public synchronized Faults next(String method, Fault fault) {
    nextOf.computeIfAbsent(method, unused -> new ArrayDeque<>()).add(fault);
    return this;
  }

  /** Has every call of a method go wrong. */
  public synchronized Faults always(String method, Fault fault) {
    Function<String, @Nullable Fault> before = always;
    always = called -> called.equals(method) ? fault : before.apply(called);
    return this;
  }

  /** Asks a script, which gets the method, about every call; {@code null} for none. */
  public synchronized Faults script(Function<String, @Nullable Fault> script) {
    always = script;
    return this;
  }

  /**
   * Has every new connection go wrong as soon as it is open; {@code null} for none. What it answers
   * is {@code []}.
   */
  public synchronized Faults atOpen(@Nullable Fault fault) {
    atOpen = fault;
    return this;
  }

  /** Forgets all. */
  public synchronized void clear() {
    nextOf.clear();
    next.clear();
    always = method -> null;
    atOpen = null;
  }

  synchronized @Nullable Fault ofOpening() {
    return atOpen;
  }

  synchronized @Nullable Fault of(String method) {
    Deque<Fault> planned = nextOf.get(method);
    Fault fault = planned == null ? null : planned.poll();
    if (fault == null) {
      fault = next.poll();
    }
    return fault == null ? always.apply(method) : fault;
  }
}

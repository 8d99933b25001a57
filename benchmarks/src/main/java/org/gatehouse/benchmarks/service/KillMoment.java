package org.gatehouse.benchmarks.service;

/** What a host is doing when it is killed. */
enum KillMoment {
  /** A change was just asked for. */
  CHANGE,
  /** A snapshot is being written. */
  SNAPSHOT,
  /** The process starts. */
  START,
  /** The process was told to end. */
  SHUTDOWN;

  private static final KillMoment[] TURNS = {CHANGE, SNAPSHOT, START, CHANGE, SHUTDOWN};

  /** Returns the moment of a round, so that a few rounds have them all. */
  static KillMoment ofRound(int round) {
    return TURNS[round % TURNS.length];
  }
}

package org.gatehouse.host.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.report.Details.Replacement;

/** Follows peers that come into the network; for use by one thread. */
final class Replacements {

  private static final int FOLLOWED_EVENTS = 500;
  private static final int WINDOW = 20;
  private static final int MOST = 1000;

  private final List<Newcomers> all = new ArrayList<>();
  private List<Newcomers> followed = new ArrayList<>();

  /** Peers that came at the same time. */
  private static final class Newcomers {

    final long event;
    final Uids uids;
    final Set<Integer> present = new HashSet<>();
    final List<Double> rates = new ArrayList<>();
    final List<Double> uniform = new ArrayList<>();
    final TreeMap<Integer, Long> waits = new TreeMap<>();
    private double rateSum;
    private double uniformSum;
    private int inWindow;

    Newcomers(long event, Uids uids) {
      this.event = event;
      this.uids = uids;
      uids.stream().forEach(present::add);
    }

    /** Takes note of a choice and returns whether there is more to see. */
    boolean follow(long number, Uids offered, Uids chosen) {
      if (present.isEmpty()) {
        closeWindow();
        return false;
      }
      long offset = number - event + 1;
      long hits = 0;
      for (int uid : chosen.toArray()) {
        if (present.contains(uid)) {
          waits.putIfAbsent(uid, offset);
          hits++;
        }
      }
      long here = offered.stream().filter(present::contains).count();
      rateSum += (double) hits / present.size();
      uniformSum += (double) here / present.size() * chosen.size() / offered.size();
      if (++inWindow == WINDOW) {
        closeWindow();
      }
      return offset < FOLLOWED_EVENTS;
    }

    void closeWindow() {
      if (inWindow > 0) {
        rates.add(rateSum / inWindow);
        uniform.add(uniformSum / inWindow);
        rateSum = 0;
        uniformSum = 0;
        inWindow = 0;
      }
    }
  }

  /**
   * Takes note of a change of the network.
   *
   * @param event the number of the event before which it happens, from 1
   * @param gone the uids whose peers left
   * @param came the uids that have new peers
   */
  void changed(long event, Uids gone, Uids came) {
    for (Newcomers newcomers : followed) {
      gone.stream().forEach(newcomers.present::remove);
      came.stream().forEach(newcomers.present::remove);
    }
    if (!came.isEmpty() && all.size() < MOST) {
      Newcomers newcomers = new Newcomers(event, came);
      all.add(newcomers);
      followed.add(newcomers);
    }
  }

  /** Takes note of an event's choice; events are numbered from 1. */
  void chosen(long event, Uids offered, Uids chosen) {
    if (followed.isEmpty()) {
      return;
    }
    List<Newcomers> still = new ArrayList<>();
    for (Newcomers newcomers : followed) {
      if (newcomers.follow(event, offered, chosen)) {
        still.add(newcomers);
      }
    }
    followed = still;
  }

  /** Returns what was seen so far. */
  List<Replacement> report() {
    followed.forEach(Newcomers::closeWindow);
    return all.stream()
        .map(n -> new Replacement(n.event, n.uids, n.rates, n.uniform, n.waits))
        .toList();
  }
}

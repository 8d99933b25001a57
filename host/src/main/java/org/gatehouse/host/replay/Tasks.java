package org.gatehouse.host.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.host.replay.report.Details.TaskRewards;
import org.gatehouse.host.replay.statistics.IntSeries;
import org.gatehouse.host.replay.statistics.Series;
import org.jspecify.annotations.Nullable;

/** Which events are of which task; for use by one thread. */
final class Tasks {

  /** What the events of tasks beyond the first hundred are counted under. */
  static final String OTHERS = "(others)";

  private static final int NAMED = 100;
  private static final int NONE = -1;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final IntSeries events = new IntSeries();

  /** Takes note of the next event's task, {@code null} if it has none. */
  void add(@Nullable String task) {
    events.add(task == null ? NONE : number(task));
  }

  private int number(String task) {
    String name = names.size() < NAMED || numbers.containsKey(task) ? task : OTHERS;
    return numbers.computeIfAbsent(
        name,
        fresh -> {
          names.add(fresh);
          return names.size() - 1;
        });
  }

  /** Returns the mean rewards of each task, by name. */
  List<TaskRewards> rewards(RewardSeries rewards) {
    long[] counts = new long[names.size()];
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) != NONE) {
        counts[events.get(i)]++;
      }
    }
    TreeMap<String, TaskRewards> tasks = new TreeMap<>();
    for (int task = 0; task < counts.length; task++) {
      int number = task;
      tasks.put(
          names.get(task),
          new TaskRewards(
              names.get(task),
              counts[task],
              rewards.map(series -> sum(series, number) / counts[number])));
    }
    return List.copyOf(tasks.values());
  }

  private double sum(Series series, int task) {
    double sum = 0;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) == task) {
        sum += series.get(i);
      }
    }
    return sum;
  }
}

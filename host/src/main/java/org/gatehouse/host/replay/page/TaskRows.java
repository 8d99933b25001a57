package org.gatehouse.host.replay.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.gatehouse.host.replay.report.Details.TaskRewards;
import org.gatehouse.host.replay.report.Rewards;

/** What everybody earned on each kind of prompt. */
final class TaskRows {

  private final List<Contestant> contestants;

  private TaskRows(List<Contestant> contestants) {
    this.contestants = contestants;
  }

  /** Returns nothing if no event has a task. */
  static Optional<Section> of(List<Contestant> contestants) {
    return new TaskRows(contestants).section();
  }

  private Optional<Section> section() {
    SortedMap<String, List<TaskRewards>> tasks = tasks(contestants.get(0));
    if (tasks.isEmpty()) {
      return Optional.empty();
    }
    List<SortedMap<String, List<TaskRewards>>> all =
        contestants.stream().map(TaskRows::tasks).toList();
    List<String> titles = new ArrayList<>(List.of("task", ">events"));
    contestants.forEach(contestant -> titles.add(">" + contestant.name()));
    for (Baseline baseline : Baseline.values()) {
      titles.add(">" + baseline.title());
    }
    Table table = new Table("Mean reward by task", titles);
    tasks.forEach((task, first) -> row(table, task, first, all));
    return Optional.of(
        new Section(
            "tasks",
            "By task",
            "Where a column beats the best fixed choice, the gate told these prompts from others; the"
                + " most that a gate and selector earned on a task is bold. Mean rewards of the"
                + " chosen peers, over all seeds.",
            List.of(table),
            List.of()));
  }

  private static void row(
      Table table,
      String task,
      List<TaskRewards> first,
      List<SortedMap<String, List<TaskRewards>>> all) {
    List<Double> earned =
        all.stream().map(of -> mean(of.getOrDefault(task, List.of()), Rewards::selected)).toList();
    String best = earned.stream().max(Double::compare).map(Numbers::reward).orElseThrow();
    List<Html> cells =
        new ArrayList<>(List.of(Html.text(task), Html.text(String.valueOf(first.get(0).events()))));
    for (double reward : earned) {
      Html text = Html.text(Numbers.reward(reward));
      cells.add(
          earned.size() > 1 && text.markup().equals(best) ? Html.element("strong", text) : text);
    }
    for (Baseline baseline : Baseline.values()) {
      cells.add(Html.text(Numbers.reward(mean(first, baseline::of))));
    }
    table.row("", cells);
  }

  private static SortedMap<String, List<TaskRewards>> tasks(Contestant contestant) {
    TreeMap<String, List<TaskRewards>> tasks = new TreeMap<>();
    contestant
        .runs()
        .forEach(
            run ->
                run.details()
                    .tasks()
                    .forEach(
                        task ->
                            tasks
                                .computeIfAbsent(task.task(), name -> new ArrayList<>())
                                .add(task)));
    return tasks;
  }

  private static double mean(List<TaskRewards> runs, ToDoubleFunction<Rewards> reward) {
    double events = runs.stream().mapToLong(TaskRewards::events).sum();
    return runs.stream()
            .mapToDouble(task -> task.events() * reward.applyAsDouble(task.reward()))
            .sum()
        / events;
  }
}

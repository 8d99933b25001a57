package com.example.validator;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.Selection.Choice;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one round.
 *
 * @param network the network that the peers were chosen from
 * @param rewarded the peers that the gate was told about, in the order in which they were chosen
 * @param silent the chosen peers that gave no answer and were left out
 * @param step what the gate learned; {@code null} if nobody was rewarded
 * @param seconds how long the round took
 */
public record Round(
    Task task,
    Metagraph network,
    List<Rewarded> rewarded,
    List<Integer> silent,
    @Nullable TrainingStep step,
    double seconds) {

  /** Copies the lists. */
  public Round {
    rewarded = List.copyOf(rewarded);
    silent = List.copyOf(silent);
  }

  /**
   * A peer that was told about.
   *
   * @param completion its text, empty if it gave none
   * @param seconds how long its answer took
   */
  public record Rewarded(Choice choice, String completion, double seconds, double reward) {

    /** Returns the peer. */
    public int uid() {
      return choice.uid();
    }
  }

  /** Returns the mean reward of the rewarded peers, or 0 without any. */
  public double meanReward() {
    return rewarded.stream().mapToDouble(Rewarded::reward).average().orElse(0);
  }

  /** Returns the event of this round, in the field names of the original's log. */
  Map<String, Object> toEvent() {
    TrainingStep learned = Objects.requireNonNull(step, "nobody was rewarded");
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("name", task.name());
    event.put("task_type", task.taskType());
    event.put("block", network.block());
    event.put("prompt", task.prompt());
    event.put("uids", rewarded.stream().map(Rewarded::uid).toList());
    event.put("hotkeys", rewarded.stream().map(peer -> hotkey(peer.uid())).toList());
    event.put("propensities", rewarded.stream().map(peer -> peer.choice().propensity()).toList());
    event.put("rewards", rewarded.stream().map(Rewarded::reward).toList());
    event.put("gating_loss", learned.loss());
    event.put("step_length", seconds);
    event.put("best", best());
    event.put("completions", rewarded.stream().map(Rewarded::completion).toList());
    event.put("completion_times", rewarded.stream().map(Rewarded::seconds).toList());
    event.put("silent", silent);
    return event;
  }

  private String hotkey(int uid) {
    return network.neuron(uid).map(Neuron::hotkey).orElseThrow();
  }

  private String best() {
    return rewarded.stream()
        .max(Comparator.comparingDouble(Rewarded::reward))
        .map(Rewarded::completion)
        .orElseThrow();
  }
}

package org.gatehouse.host.replay.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay found.
 *
 * @param labels what was replayed
 * @param events how many events were replayed, at least 1
 * @param skipped how many lines were no event
 * @param resyncs how often the network changed
 * @param reward what the chosen peers earned, beside the baselines
 * @param loss how the loss went; {@code null} if the gate does not learn
 * @param forward how long scoring took
 * @param backward how long learning took; {@code null} if the gate does not learn
 * @param curve the course of reward and loss: at most 100 windows of equally many events, of which
 *     the last may hold fewer
 * @param details what else was measured on the way
 */
public record Report(
    Labels labels,
    long events,
    long skipped,
    long resyncs,
    Rewards reward,
    @Nullable Loss loss,
    Latency forward,
    @Nullable Latency backward,
    List<Point> curve,
    Details details) {

  /** Copies the list. */
  public Report {
    curve = List.copyOf(curve);
  }

  /** What was replayed: the names of gate and selector, how many peers were asked, the seed. */
  public record Labels(String gate, String selector, int k, long seed) {}

  /** The mean loss of the first and of the last tenth of the steps, at least one step each. */
  public record Loss(double first, double last) {}

  /** Percentiles of a duration in milliseconds. */
  public record Latency(double p50, double p99) {}

  /**
   * One window of the curve.
   *
   * @param event the number of the window's last event, from 1
   * @param reward the window's mean reward of the chosen peers
   * @param loss the window's mean loss; {@code null} if the gate does not learn
   */
  public record Point(long event, double reward, @Nullable Double loss) {}
}

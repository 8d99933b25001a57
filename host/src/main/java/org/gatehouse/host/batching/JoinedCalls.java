package org.gatehouse.host.batching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.InvalidMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several calls, made as one. For use by one thread. */
final class JoinedCalls {

  private static final Logger LOG = LoggerFactory.getLogger(JoinedCalls.class);

  private final GatingModel gate;
  private final List<Call> calls;

  JoinedCalls(GatingModel gate, List<Call> calls) {
    this.gate = gate;
    this.calls = new ArrayList<>(calls);
  }

  /**
   * Scores the messages of all calls at once.
   *
   * @return the scores of each call; none for those that have to be made alone, because of a
   *     message that cannot be scored or because the gate failed
   */
  Map<Call, List<GateScores>> scores() {
    while (calls.size() > 1) {
      try {
        return divided(gate.forward(messages()));
      } catch (InvalidMessageException e) {
        // Made alone, it fails with the position that its caller knows.
        if (!removeHolderOf(e.position())) {
          return Map.of();
        }
      } catch (RuntimeException | Error e) {
        // Without its text, which may repeat a message.
        LOG.warn(
            "a batch of {} calls failed with {}; each is made alone now",
            calls.size(),
            e.getClass().getName());
        return Map.of();
      }
    }
    return Map.of();
  }

  private List<String> messages() {
    return calls.stream().flatMap(call -> call.messages().stream()).toList();
  }

  private Map<Call, List<GateScores>> divided(List<GateScores> scores) {
    Map<Call, List<GateScores>> results = new HashMap<>();
    int from = 0;
    for (Call call : calls) {
      int to = from + call.size();
      results.put(call, List.copyOf(scores.subList(from, to)));
      from = to;
    }
    if (from != scores.size()) {
      throw new IllegalStateException(
          "expected scores for " + from + " messages, found " + scores.size());
    }
    return results;
  }

  private boolean removeHolderOf(int position) {
    int from = 0;
    for (Call call : calls) {
      from += call.size();
      if (position >= 0 && position < from) {
        return calls.remove(call);
      }
    }
    return false;
  }
}

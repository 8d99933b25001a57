package org.gatehouse.host.http;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.gatehouse.api.Uids;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to learn rewards.
 *
 * @param scoresId what the scores are kept under
 * @param uids at least one, each once
 * @param rewards one for each uid
 */
record BackwardBody(String scoresId, Uids uids, float[] rewards) {

  private static final int MOST = Neuron.MAX_UID + 1;

  static BackwardBody read(byte[] body) {
    return StrictJson.read(body, BackwardBody::read);
  }

  private static BackwardBody read(StrictJson json) throws IOException {
    String scoresId = null;
    int[] uids = null;
    float[] rewards = null;
    for (String field = json.nextField(); field != null; field = json.nextField()) {
      switch (field) {
        case "scores_id" -> scoresId = json.text();
        case "uids" -> uids = json.wholes(0, Neuron.MAX_UID, MOST);
        case "rewards" -> rewards = json.numbers(MOST);
        default -> throw json.unknown("scores_id", "uids", "rewards");
      }
    }
    if (scoresId == null || uids == null || rewards == null) {
      throw wrong("expected scores_id, uids and rewards, found less", null);
    }
    requireUnique(uids);
    if (rewards.length != uids.length) {
      throw wrong(
          "expected one reward for each of " + uids.length + " uids, found " + rewards.length,
          "/rewards");
    }
    return new BackwardBody(scoresId, Uids.of(uids), rewards);
  }

  private static void requireUnique(int[] uids) {
    if (uids.length == 0) {
      throw wrong("expected at least one uid, found none", "/uids");
    }
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < uids.length; i++) {
      if (!seen.add(uids[i])) {
        throw wrong("expected each uid once, found uid " + uids[i] + " twice", "/uids/" + i);
      }
    }
  }

  private static ProblemException wrong(String detail, @Nullable String pointer) {
    return new ProblemException(Problem.invalid(detail, pointer));
  }

  /** Returns the JSON pointer of a uid. */
  String pointer(int uid) {
    return "/uids/" + uids.indexOf(uid);
  }
}

package org.gatehouse.benchmarks.sidebyside;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.benchmarks.SentenceGate;
import org.gatehouse.benchmarks.sidebyside.peers.GatehouseEncoder;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.engine.tensorflow.encoder.Encoder;

/** The sentence gate from text to the scores of 4096 uids. */
final class GateWorks {

  static final String REPEATED = "a repeated message, text to 4096 scores";
  private static final String WORK = "text to 4096 scores, MiniLM, tokens: ";
  private static final int REPEATED_TOKENS = 64;

  private GateWorks() {}

  static String work(int tokens) {
    return WORK + tokens;
  }

  static void measure(Bench bench) {
    try (Gatehouse gatehouse = SentenceGate.asShipped();
        Encoder encoder = SentenceGate.encoder();
        GatehouseEncoder alone = new GatehouseEncoder(SentenceGate.model())) {
      GatingModel gate = gatehouse.gate();
      FreshMessages messages = new FreshMessages(encoder);
      for (int tokens : MiniLmWorks.LENGTHS) {
        Batch batch = Batch.of(1, tokens, MiniLmWorks.VOCABULARY);
        AtomicReference<String> message = new AtomicReference<>("");
        bench.measureCallByCall(
            work(tokens),
            List.of(
                new Contender(
                    Names.GATEHOUSE,
                    () -> message.set(messages.next(tokens)),
                    () -> gate.forward(Objects.requireNonNull(message.get()))),
                new Contender(Names.SESSION, () -> alone.rows(batch.ids(), batch.mask()))));
      }
      String again = messages.next(REPEATED_TOKENS);
      bench.measure(REPEATED, List.of(new Contender(Names.GATEHOUSE, () -> gate.forward(again))));
    }
  }
}

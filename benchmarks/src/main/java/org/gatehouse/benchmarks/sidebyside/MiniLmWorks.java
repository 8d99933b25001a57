package org.gatehouse.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.benchmarks.SentenceGate;
import org.gatehouse.benchmarks.sidebyside.peers.GatehouseEncoder;
import org.gatehouse.benchmarks.sidebyside.peers.MiniLmWeights;
import org.gatehouse.benchmarks.sidebyside.peers.OnnxLibrary;
import org.gatehouse.benchmarks.sidebyside.peers.TorchEagerBert;
import org.gatehouse.benchmarks.sidebyside.peers.TorchScriptEncoder;
import org.gatehouse.benchmarks.sidebyside.peers.TransformerShape;

/** All-MiniLM-L6-v2 by each library, and the products that it cannot do without. */
final class MiniLmWorks {

  static final int VOCABULARY = 30522;
  static final int[] LENGTHS = {16, 64, 256};
  private static final String WORK = "forward, MiniLM, tokens: ";

  private MiniLmWorks() {}

  static String work(int tokens) {
    return WORK + tokens;
  }

  static EncoderContest open(int threads) {
    MiniLmWeights weights = new MiniLmWeights();
    TransformerShape shape = TransformerShape.MINILM;
    return new EncoderContest(new GatehouseEncoder(SentenceGate.model()))
        .add(Names.ONNX, OnnxLibrary.onClassPath().encoder(MiniLmWeights.onnx(), threads))
        .add(Names.EAGER, new TorchEagerBert(shape, weights))
        .add(Names.SCRIPT, TorchScriptEncoder.bert(shape, weights));
  }

  static void single(Bench bench) {
    try (EncoderContest contest = open(bench.threads())) {
      contest.requireAgreement(Batch.padded(List.of(row(23), row(9), row(16))));
      for (int tokens : LENGTHS) {
        Batch batch = Batch.of(1, tokens, VOCABULARY);
        contest.requireAgreement(batch);
        try (Roofline roofline =
            new Roofline(
                TransformerShape.MINILM.products(tokens),
                OnnxLibrary.onClassPath(),
                bench.threads())) {
          List<Contender> all = new ArrayList<>(contest.contenders(batch));
          all.addAll(roofline.contenders());
          bench.measure(work(tokens), all);
          roofline.sum(bench, work(tokens));
        }
      }
    }
  }

  private static long[] row(int tokens) {
    return Batch.of(1, tokens, VOCABULARY).ids()[0];
  }
}

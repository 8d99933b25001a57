package org.gatehouse.benchmarks.sidebyside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gatehouse.benchmarks.ImportProcess;
import org.gatehouse.benchmarks.MadeUpGptNeo;
import org.gatehouse.benchmarks.TemporaryFolder;
import org.gatehouse.benchmarks.sidebyside.peers.GatehouseEncoder;
import org.gatehouse.benchmarks.sidebyside.peers.OnnxLibrary;
import org.gatehouse.benchmarks.sidebyside.peers.RecipeModel;
import org.gatehouse.benchmarks.sidebyside.peers.TorchEagerGptNeo;
import org.gatehouse.benchmarks.sidebyside.peers.TorchScriptEncoder;
import org.gatehouse.benchmarks.sidebyside.peers.TransformerShape;
import org.gatehouse.benchmarks.sidebyside.peers.Weights;
import org.gatehouse.engine.tensorflow.fixture.Gpt2;

/** An encoder of the shape of GPT-Neo 125M, by each library that reads no ONNX file. */
final class GptNeoWorks {

  static final int[] LENGTHS = {16, 64, 256, 2048};
  private static final String MODEL = "side-by-side.gpt-neo";
  private static final String WORK = "forward, GPT-Neo 125M shape, tokens: ";

  /** Without it, weights of two layers would not be reached by local attention. */
  private static final int BEYOND_WINDOW = 300;

  private GptNeoWorks() {}

  static String work(int tokens) {
    return WORK + tokens;
  }

  /** Makes the model in a folder of its own, and says how children are told where it is. */
  static List<String> make() throws IOException, InterruptedException {
    Path folder = TemporaryFolder.create("gatehouse-side-by-side");
    Path checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
    MadeUpGptNeo.write(checkpoint);
    Path model = folder.resolve("model");
    ImportProcess.run(checkpoint, model);
    TemporaryFolder.delete(checkpoint);
    return List.of("-D" + MODEL + "=" + model);
  }

  static Path model() {
    return Path.of(Objects.requireNonNull(System.getProperty(MODEL), MODEL));
  }

  static EncoderContest open() throws IOException {
    Weights weights = new RecipeModel(MadeUpGptNeo.recipe());
    TransformerShape shape = TransformerShape.GPT_NEO_125M;
    return new EncoderContest(new GatehouseEncoder(model()))
        .add(Names.EAGER, new TorchEagerGptNeo(shape, weights))
        .add(Names.SCRIPT, TorchScriptEncoder.gptNeo(shape, weights));
  }

  static void measure(Bench bench) throws IOException {
    try (EncoderContest contest = open()) {
      contest.requireAgreement(batch(BEYOND_WINDOW));
      for (int tokens : bench.sizes(LENGTHS.length - 1, LENGTHS)) {
        try (Roofline roofline =
            new Roofline(
                TransformerShape.GPT_NEO_125M.products(tokens),
                OnnxLibrary.onClassPath(),
                bench.threads())) {
          List<Contender> all = new ArrayList<>(contest.contenders(batch(tokens)));
          all.addAll(roofline.contenders());
          bench.measure(work(tokens), all);
          roofline.sum(bench, work(tokens));
        }
      }
    }
  }

  static Batch batch(int tokens) {
    return Batch.of(1, tokens, Gpt2.VOCABULARY);
  }
}

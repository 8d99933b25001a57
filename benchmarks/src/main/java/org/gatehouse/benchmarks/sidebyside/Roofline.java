package org.gatehouse.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.benchmarks.sidebyside.peers.MatrixProducts;
import org.gatehouse.benchmarks.sidebyside.peers.OnnxLibrary;
import org.gatehouse.benchmarks.sidebyside.peers.OnnxProducts;
import org.gatehouse.benchmarks.sidebyside.peers.Products;
import org.gatehouse.benchmarks.sidebyside.peers.TensorFlowProducts;
import org.gatehouse.benchmarks.sidebyside.peers.TorchProducts;

/**
 * The least time that this machine needs for the matrix products of an encoder: each kind of
 * product by each library, and of each kind the fastest. There are as many different weights as in
 * the encoder, so that they come from the same level of the memory.
 */
final class Roofline implements AutoCloseable {

  /** Who is named for it in results. */
  static final String NAME = "products";

  private static final String SEPARATOR = "/";

  private final List<Products> products;
  private final List<Contender> contenders = new ArrayList<>();
  private final List<MatrixProducts> open = new ArrayList<>();

  Roofline(List<Products> products, OnnxLibrary onnx, int threads) {
    this.products = products;
    for (Products kind : products) {
      add(kind, "TensorFlow", new TensorFlowProducts(kind, threads));
      add(kind, "ONNX Runtime", new OnnxProducts(onnx, kind, threads));
      add(kind, "PyTorch", new TorchProducts(kind));
    }
  }

  private void add(Products kind, String library, MatrixProducts runs) {
    open.add(runs);
    contenders.add(new Contender(kind.name() + SEPARATOR + library, runs::run));
  }

  List<Contender> contenders() {
    return contenders;
  }

  /** Puts the sum of the fastest of each kind, round by round, beside what was measured. */
  void sum(Bench bench, String work) {
    double[] total = new double[0];
    for (Products kind : products) {
      double[] fastest =
          bench.results().keys(work).stream()
              .filter(key -> key.work().equals(work) && key.threads() == bench.threads())
              .filter(key -> key.who().startsWith(kind.name() + SEPARATOR))
              .map(key -> bench.results().rounds(key))
              .min(java.util.Comparator.comparingDouble(r -> Quartiles.of(r).median()))
              .orElseThrow();
      double[] before = total;
      total = new double[fastest.length];
      for (int i = 0; i < total.length; i++) {
        total[i] = fastest[i] + (before.length == 0 ? 0 : before[i]);
      }
    }
    bench.put(work, NAME, total);
    double operations = products.stream().mapToDouble(Products::operations).sum();
    double[] rate = Arrays.stream(total).map(seconds -> operations / seconds).toArray();
    bench.put(work, NAME + " rate", rate);
  }

  @Override
  public void close() {
    open.forEach(MatrixProducts::close);
  }
}

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

  private static final List<String> LIBRARIES = List.of("TensorFlow", "ONNX Runtime", "PyTorch");

  private final List<Products> products;
  private final List<Contender> contenders = new ArrayList<>();
  private final List<MatrixProducts> open = new ArrayList<>();

  Roofline(List<Products> products, OnnxLibrary onnx, int threads) {
    this.products = products;
    for (Products kind : products) {
      add(name(kind, LIBRARIES.get(0)), new TensorFlowProducts(kind, threads));
      add(name(kind, LIBRARIES.get(1)), new OnnxProducts(onnx, kind, threads));
      add(name(kind, LIBRARIES.get(2)), new TorchProducts(kind));
    }
  }

  private static String name(Products kind, String library) {
    return kind.name() + " by " + library;
  }

  private void add(String name, MatrixProducts runs) {
    open.add(runs);
    contenders.add(new Contender(name, runs::run));
  }

  List<Contender> contenders() {
    return contenders;
  }

  /** Puts the sum of the fastest of each kind, round by round, beside what was measured. */
  void sum(Bench bench, String work) {
    double[] total = new double[0];
    for (Products kind : products) {
      List<String> names = LIBRARIES.stream().map(library -> name(kind, library)).toList();
      double[] fastest = bench.putFastest(work, kind.name(), names);
      double[] before = total;
      total = new double[fastest.length];
      Arrays.setAll(total, i -> fastest[i] + (i < before.length ? before[i] : 0));
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

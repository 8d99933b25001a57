package org.gatehouse.benchmarks.sidebyside.peers;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Encoders as TorchScript, with the fused operations that PyTorch has: linear, layer_norm, gelu and
 * scaled_dot_product_attention.
 */
final class TorchScripts {

  private static final String LOWEST = "-3.4028234663852886e+38";

  private final TransformerShape shape;
  private final Map<String, TorchScriptArchive.Tensor> tensors = new LinkedHashMap<>();
  private final StringBuilder code = new StringBuilder();

  private TorchScripts(TransformerShape shape, Weights weights) {
    this.shape = shape;
    for (String name : weights.names()) {
      tensors.put(
          attribute(name),
          new TorchScriptArchive.Tensor(weights.shape(name), () -> weights.floats(name)));
    }
    line("def forward(self: __torch__.Peer, ids: Tensor, mask: Tensor) -> Tensor:");
    line("  batch = torch.size(ids, 0)");
    line("  seq = torch.size(ids, 1)");
    line("  padded = torch.unsqueeze(torch.unsqueeze(torch.rsub(torch.mul(mask, 1.0), 1), 1), 1)");
    line("  padding = torch.mul(padded, " + LOWEST + ")");
  }

  /** BERT's encoder. */
  static TorchScriptArchive bert(TransformerShape shape, Weights weights) {
    TorchScripts script = new TorchScripts(shape, weights);
    script.line("  words = torch.embedding(%s, ids)", self("embeddings.word_embeddings.weight"));
    script.line(
        "  places = torch.slice(%s, 0, 0, seq, 1)", self("embeddings.position_embeddings.weight"));
    script.line("  kind = torch.select(%s, 0, 0)", self("embeddings.token_type_embeddings.weight"));
    script.line("  x = torch.add(torch.add(words, places), kind)");
    script.line("  x0 = " + script.norm("x", "embeddings.LayerNorm"));
    for (int i = 0; i < shape.layers(); i++) {
      String layer = "encoder.layer." + i + ".";
      String self = layer + "attention.self.";
      for (String part : new String[] {"query", "key", "value"}) {
        script.line("  %s%d = %s", part, i, script.heads(linear("x" + i, self + part)));
      }
      double scale = 1 / Math.sqrt(shape.headSize());
      script.line("  a%d = %s", i, script.attention(i, "padding", scale));
      script.line(
          "  s%d = torch.add(%s, x%d)", i, linear("a" + i, layer + "attention.output.dense"), i);
      script.line("  y%d = %s", i, script.norm("s" + i, layer + "attention.output.LayerNorm"));
      script.line(
          "  w%d = torch.gelu(%s, approximate=\"none\")",
          i, linear("y" + i, layer + "intermediate.dense"));
      script.line("  t%d = torch.add(%s, y%d)", i, linear("w" + i, layer + "output.dense"), i);
      script.line("  x%d = %s", i + 1, script.norm("t" + i, layer + "output.LayerNorm"));
    }
    script.line("  return x" + shape.layers());
    return script.archive();
  }

  /** GPT-Neo's encoder, its layers global and local by turns. */
  static TorchScriptArchive gptNeo(TransformerShape shape, Weights weights) {
    TorchScripts script = new TorchScripts(shape, weights);
    int most = TransformerShape.GPT_NEO_TOKENS;
    for (int kind = 0; kind < 2; kind++) {
      int reach = kind == 0 ? most : TransformerShape.WINDOW;
      script.tensors.put(
          "causal" + kind,
          new TorchScriptArchive.Tensor(new long[] {most, most}, () -> causal(most, reach)));
      script.line(
          "  near%d = torch.slice(torch.slice(self.causal%d, 0, 0, seq, 1), 1, 0, seq, 1)",
          kind, kind);
      script.line("  bias%d = torch.add(near%d, padding)", kind, kind);
    }
    script.line("  words = torch.embedding(%s, ids)", self("wte.weight"));
    script.line("  x0 = torch.add(words, torch.slice(%s, 0, 0, seq, 1))", self("wpe.weight"));
    for (int i = 0; i < shape.layers(); i++) {
      String layer = "h." + i + ".";
      String self = layer + "attn.attention.";
      script.line("  n%d = %s", i, script.norm("x" + i, layer + "ln_1"));
      for (String part : new String[] {"query", "key", "value"}) {
        String name = self + part.charAt(0) + "_proj.weight";
        script.line(
            "  %s%d = %s",
            part, i, script.heads("torch.linear(n%d, %s, None)".formatted(i, self(name))));
      }
      script.line("  a%d = %s", i, script.attention(i, "bias" + i % 2, 1));
      script.line("  y%d = torch.add(x%d, %s)", i, i, linear("a" + i, self + "out_proj"));
      script.line("  m%d = %s", i, script.norm("y" + i, layer + "ln_2"));
      script.line(
          "  w%d = torch.gelu(%s, approximate=\"tanh\")", i, linear("m" + i, layer + "mlp.c_fc"));
      script.line("  x%d = torch.add(y%d, %s)", i + 1, i, linear("w" + i, layer + "mlp.c_proj"));
    }
    script.line("  return " + script.norm("x" + shape.layers(), "ln_f"));
    return script.archive();
  }

  /** [tokens, tokens]: 0 where a token sees another, the lowest float elsewhere. */
  static float[] causal(int tokens, int reach) {
    float[] bias = new float[tokens * tokens];
    for (int query = 0; query < tokens; query++) {
      for (int key = 0; key < tokens; key++) {
        boolean visible = key <= query && query - key < reach;
        bias[query * tokens + key] = visible ? 0 : -Float.MAX_VALUE;
      }
    }
    return bias;
  }

  private TorchScriptArchive archive() {
    return new TorchScriptArchive(code.toString(), tensors);
  }

  private void line(String format, Object... values) {
    code.append(format.formatted(values)).append('\n');
  }

  private String heads(String x) {
    return "torch.transpose(torch.reshape(%s, [batch, seq, %d, %d]), 1, 2)"
        .formatted(x, shape.heads(), shape.headSize());
  }

  private String attention(int layer, String bias, double scale) {
    String attended =
        "torch.scaled_dot_product_attention(query%d, key%d, value%d, %s, 0.0, False, scale=%s)"
            .formatted(layer, layer, layer, bias, Double.toString(scale));
    return "torch.reshape(torch.transpose(%s, 1, 2), [batch, seq, %d])"
        .formatted(attended, shape.hidden());
  }

  private String norm(String x, String name) {
    return "torch.layer_norm(%s, [%d], %s, %s, %s)"
        .formatted(
            x,
            shape.hidden(),
            self(name + ".weight"),
            self(name + ".bias"),
            Torch.number(shape.epsilon()));
  }

  private static String linear(String x, String name) {
    return "torch.linear(%s, %s, %s)".formatted(x, self(name + ".weight"), self(name + ".bias"));
  }

  private static String self(String name) {
    return "self." + attribute(name);
  }

  private static String attribute(String name) {
    return name.replace('.', '_');
  }
}

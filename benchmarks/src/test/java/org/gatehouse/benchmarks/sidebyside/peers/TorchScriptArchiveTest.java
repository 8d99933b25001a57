package org.gatehouse.benchmarks.sidebyside.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TorchScriptArchiveTest {

  /** PyTorch 2.7.1 loads this: two attributes, a flag and a tensor of shape [1, 2]. */
  private static final String PICKLE =
      """
      80 02 63 5f5f746f7263685f5f 0a 50656572 0a 29 81 7d 28
      58 08000000 747261696e696e67 89
      58 01000000 77
      63 746f7263682e5f7574696c73 0a 5f72656275696c645f74656e736f725f7632 0a 28
      28 58 07000000 73746f72616765 63 746f726368 0a 466c6f617453746f72616765 0a
      58 01000000 30 58 03000000 637075 4a 02000000 74 51
      4a 00000000 28 4a 01000000 4a 02000000 74 28 4a 02000000 4a 01000000 74 89
      63 636f6c6c656374696f6e73 0a 4f72646572656444696374 0a 29 52 74 52
      75 62 2e
      """;

  @TempDir private Path folder;

  private ZipFile written() throws IOException {
    Map<String, TorchScriptArchive.Tensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "w", new TorchScriptArchive.Tensor(new long[] {1, 2}, () -> new float[] {1.5f, -2}));
    String forward =
        """
        def forward(self: __torch__.Peer, x: Tensor) -> Tensor:
          return torch.add(x, self.w)
        """;
    Path file = folder.resolve("peer.pt");
    new TorchScriptArchive(forward, tensors).write(file);
    return new ZipFile(file.toFile());
  }

  private static byte[] bytes(ZipFile zip, String name) throws IOException {
    return zip.getInputStream(zip.getEntry("module/" + name)).readAllBytes();
  }

  @Test
  void attributesArePickledAsPyTorchReadsThem() throws IOException {
    try (ZipFile zip = written()) {
      assertThat(bytes(zip, "data.pkl"))
          .isEqualTo(HexFormat.of().parseHex(PICKLE.replaceAll("\\s", "")));
      assertThat(bytes(zip, "constants.pkl")).containsExactly(0x80, 2, ')', '.');
    }
  }

  @Test
  void theSourceDeclaresEveryAttribute() throws IOException {
    try (ZipFile zip = written()) {
      assertThat(new String(bytes(zip, "code/__torch__.py"), StandardCharsets.UTF_8))
          .isEqualTo(
              """
              class Peer(Module):
                __parameters__ = []
                __buffers__ = []
                training : bool
                w : Tensor
                def forward(self: __torch__.Peer, x: Tensor) -> Tensor:
                  return torch.add(x, self.w)
              """);
    }
  }

  @Test
  void valuesAreLittleEndianAndNothingIsCompressed() throws IOException {
    try (ZipFile zip = written()) {
      assertThat(
              ByteBuffer.wrap(bytes(zip, "data/0")).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer())
          .isEqualTo(ByteBuffer.allocate(8).asFloatBuffer().put(1.5f).put(-2).flip());
      assertThat(zip.stream()).allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
      assertThat(new String(bytes(zip, "version"), StandardCharsets.UTF_8)).isEqualTo("10\n");
    }
  }
}

package org.gatehouse.engine.tensorflow.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.fixture.AtOnce;
import org.gatehouse.engine.tensorflow.fixture.TinyBert;
import org.gatehouse.engine.tensorflow.pooling.MeanPooling;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderRegistryTest {

  @TempDir static Path folder;

  private final EncoderRegistry registry = new EncoderRegistry();

  @BeforeAll
  static void export() {
    TinyBert.exportTo(folder.resolve("model"));
  }

  @Test
  void holdersOfOneKeyShareOneEncoder() {
    try (Encoder first = acquire();
        Encoder second = acquire()) {
      assertThat(second).isNotSameAs(first);
      assertThat(registry.size()).isEqualTo(1);
    }
    assertThat(registry.size()).isZero();
  }

  @Test
  void holdersOfOneKeyShareWhatTheyRemember() {
    Map<String, Long> counted = new HashMap<>();
    MeterSink meters =
        new MeterSink() {
          @Override
          public void count(String meter, long amount) {
            counted.merge(meter, amount, Long::sum);
          }

          @Override
          public void time(String meter, Duration duration) {}
        };
    try (MessageEncoder first = acquire().remembering(1 << 20, meters);
        MessageEncoder second = acquire().remembering(1 << 10, meters)) {
      float[][] made = first.represent(List.of("w1", "w2"));

      assertThat(second.represent(List.of("w2", "w1")))
          .isDeepEqualTo(new float[][] {made[1], made[0]});
      assertThat(counted)
          .containsEntry("gatehouse.gate.encodings.misses", 2L)
          .containsEntry("gatehouse.gate.encodings.hits", 2L);
    }
    assertThat(registry.size()).isZero();
  }

  @Test
  void oneFolderUnderTwoNamesIsOneKey(@TempDir Path links) throws IOException {
    Path link = Files.createSymbolicLink(links.resolve("link"), folder.resolve("model"));
    try (Encoder first = acquire();
        Encoder second = registry.acquire(link, ComputeDevice.CPU)) {
      assertThat(second.shared()).isSameAs(first.shared());
      assertThat(registry.size()).isEqualTo(1);
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> registry.acquire(nowhere, ComputeDevice.CPU, new MeanPooling(true)))
        .isInstanceOf(EngineException.class)
        .hasMessage("There is no folder " + nowhere + ".");
    assertThat(registry.size()).isZero();
  }

  @Test
  void anotherPoolingIsAnotherKey() {
    try (Encoder first = acquire();
        Encoder second =
            registry.acquire(folder.resolve("model"), ComputeDevice.CPU, new MeanPooling(false))) {
      assertThat(second.id()).isNotEqualTo(first.id());
      assertThat(registry.size()).isEqualTo(2);
    }
    assertThat(registry.size()).isZero();
  }

  @Test
  void whoClosesTwiceTakesNothingFromTheOthers() {
    Encoder first = acquire();
    try (Encoder second = acquire()) {
      first.close();
      first.close();
      assertThat(registry.size()).isEqualTo(1);
      assertThatCode(() -> second.encode("w1")).doesNotThrowAnyException();
    }
    assertThat(registry.size()).isZero();
  }

  @Test
  void anEncoderCanBeAcquiredAgainAfterItsLastHolderHasGone() {
    acquire().close();
    try (Encoder again = acquire()) {
      assertThatCode(() -> again.encode("w1")).doesNotThrowAnyException();
    }
  }

  @Test
  void threadsThatAcquireAtOnceShareOneLoad() throws Exception {
    List<Encoder> encoders = AtOnce.call(8, this::acquire);
    assertThat(registry.size()).isEqualTo(1);
    assertThat(encoders.stream().map(Encoder::shared).distinct()).hasSize(1);
    encoders.forEach(Encoder::close);
    assertThat(registry.size()).isZero();
  }

  @Test
  void threadsThatComeAndGoNeverMeetAClosedEncoder() throws Exception {
    assertThat(
            AtOnce.call(
                4,
                () -> {
                  for (int i = 0; i < 15; i++) {
                    try (Encoder encoder = acquire()) {
                      encoder.encode("w1 w2");
                    }
                  }
                  return "done";
                }))
        .containsOnly("done");
    assertThat(registry.size()).isZero();
  }

  @Test
  void aFailedLoadLeavesNothingBehind(@TempDir Path broken) throws IOException {
    Files.copy(folder.resolve("model/encoder.json"), broken.resolve("encoder.json"));
    assertThatThrownBy(() -> registry.acquire(broken, ComputeDevice.CPU))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("is no SavedModel");
    assertThat(registry.size()).isZero();
  }

  @Test
  void aFolderThatWasReplacedGivesTheNewModelBesideTheOld(@TempDir Path parent) throws IOException {
    Path model = parent.resolve("model");
    TinyBert.exportTo(model);
    try (Encoder old = registry.acquire(model, ComputeDevice.CPU)) {
      Path manifest = model.resolve("encoder.json");
      String json = Files.readString(manifest);
      Files.writeString(manifest, json.replaceAll("[0-9a-f]{64}", "ab".repeat(32)));
      try (Encoder replaced = registry.acquire(model, ComputeDevice.CPU)) {
        assertThat(replaced.id()).contains("@abababababababab/").isNotEqualTo(old.id());
      }
    }
    assertThat(registry.size()).isZero();
  }

  @Test
  void aModelWithoutATokenizerTakesIdsOnlyAndIsFreedByThoseWhoNeedText(@TempDir Path parent)
      throws IOException {
    Path model = parent.resolve("model");
    TinyBert.exportTo(model);
    Files.delete(model.resolve("tokenizer.json"));
    Encoder encoder = registry.acquire(model, ComputeDevice.CPU);
    assertThat(encoder.encodeIds(List.of(new long[] {2, 5, 3}))).hasSize(1);
    String message =
        "The model tiny-bert has no tokenizer, so it takes token ids only. Add a tokenizer.json to"
            + " its folder; if that was a checkpoint that is exported already, export it again.";
    assertThatThrownBy(() -> encoder.encode("w1"))
        .isInstanceOf(EngineException.class)
        .hasMessage(message);
    assertThatThrownBy(encoder::forText).isInstanceOf(EngineException.class).hasMessage(message);
    assertThat(registry.size()).isZero();
  }

  private Encoder acquire() {
    return registry.acquire(folder.resolve("model"), ComputeDevice.CPU);
  }
}

package org.gatehouse.engine.tensorflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.fixture.MiniLm;
import org.gatehouse.engine.tensorflow.fixture.TinyBert;
import org.gatehouse.engine.tensorflow.hub.HubSettings;
import org.gatehouse.engine.tensorflow.pooling.MeanPooling;
import org.gatehouse.engine.tensorflow.savedmodel.EncoderManifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

  @TempDir Path folder;
  private final List<String> tasks = new ArrayList<>();
  private HubSettings hub;
  private ModelStore store;

  @BeforeEach
  void open() {
    hub =
        new HubSettings(
            URI.create("http://localhost"), Optional.empty(), folder.resolve("hub"), true);
    store =
        new ModelStore(folder.resolve("cache"), () -> hub, (task, done, total) -> tasks.add(task));
  }

  private Path checkpoint(String name) throws IOException {
    Path checkpoint = Files.createDirectories(folder.resolve(name));
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(TinyBert.resource(file), checkpoint.resolve(file));
    }
    return checkpoint;
  }

  @Nested
  class Folders {

    @Test
    void aSavedModelIsTakenAsItIs() {
      Path model = folder.resolve("model");
      TinyBert.exportTo(model);
      assertThat(store.resolve(model.toString())).isEqualTo(model);
      assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void aCheckpointIsExportedIntoTheCacheOnce() throws IOException {
      Path checkpoint = checkpoint("tiny");
      Path exported = store.resolve(checkpoint.toString());
      assertThat(exported.getParent()).isEqualTo(folder.resolve("cache/models/tiny"));
      assertThat(EncoderManifest.read(exported))
          .returns("tiny", EncoderManifest::model)
          .returns(new MeanPooling(true), EncoderManifest::pooling)
          .returns(TinyBert.MAX_TOKENS, EncoderManifest::maxTokens);
      assertThat(exported.resolve("config.json"))
          .hasSameBinaryContentAs(checkpoint.resolve("config.json"));
      assertThat(tasks).contains("Reading model.safetensors", "Preparing tiny");
      tasks.clear();
      assertThat(store.resolve(checkpoint.toString())).isEqualTo(exported);
      assertThat(tasks).doesNotContain("Preparing tiny");
    }

    @Test
    void anEqualCheckpointElsewhereIsTheSameModelAndAChangedOneIsNot() throws IOException {
      Path first = checkpoint("here/tiny");
      Path second = checkpoint("there/tiny");
      Path exported = store.resolve(first.toString());
      assertThat(store.resolve(second.toString())).isEqualTo(exported);
      Path weights = second.resolve("model.safetensors");
      byte[] bytes = Files.readAllBytes(weights);
      bytes[bytes.length / 2] ^= 1;
      Files.write(weights, bytes);
      Path changed = store.resolve(second.toString());
      assertThat(changed).isNotEqualTo(exported);
      assertThat(EncoderManifest.read(changed).contentHash())
          .isNotEqualTo(EncoderManifest.read(exported).contentHash());
    }

    @Test
    void aCopyThatTookOverSizeAndTimeIsNoticedAllTheSame() throws IOException {
      Path checkpoint = checkpoint("tiny");
      Path exported = store.resolve(checkpoint.toString());
      Path weights = checkpoint.resolve("model.safetensors");
      FileTime modified = Files.getLastModifiedTime(weights);
      byte[] bytes = Files.readAllBytes(weights);
      bytes[bytes.length / 2] ^= 1;
      Files.write(weights, bytes);
      Files.setLastModifiedTime(weights, modified);
      assertThat(store.resolve(checkpoint.toString())).isNotEqualTo(exported);
    }

    @Test
    void aCheckpointThatChangesWhileItIsReadIsNotExported() throws IOException {
      Path checkpoint = checkpoint("tiny");
      Path weights = checkpoint.resolve("model.safetensors");
      byte[] changed = Files.readAllBytes(weights);
      changed[changed.length / 2] ^= 1;
      ModelStore watched =
          new ModelStore(
              folder.resolve("cache"),
              () -> hub,
              (task, done, total) -> {
                if (task.startsWith("Preparing") && done == total) {
                  replace(weights, changed);
                }
              });
      assertThatThrownBy(() -> watched.resolve(checkpoint.toString()))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "The checkpoint "
                  + checkpoint
                  + " changed while it was read. Try again when it does not.");
      assertThat(folder.resolve("cache/models/tiny")).isEmptyDirectory();
    }

    private void replace(Path file, byte[] contents) {
      try {
        Files.write(file, contents);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Test
    void damagedWeightsAreAnErrorOfTheModel() throws IOException {
      Path checkpoint = checkpoint("tiny");
      Path weights = checkpoint.resolve("model.safetensors");
      Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 1000));
      assertThatThrownBy(() -> store.resolve(checkpoint.toString()))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith(weights + ": header length at byte 0: expected at most the 992");
    }

    @Test
    void aCheckpointIsExportedToAFolderOfChoice() throws IOException {
      Path target = folder.resolve("exported");
      store.export(checkpoint("tiny").toString(), target);
      assertThat(EncoderManifest.read(target).model()).isEqualTo("tiny");
      assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void aFolderWithSomethingElseIsNamed() {
      assertThatThrownBy(() -> store.resolve(folder.toString()))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              folder
                  + " holds no model: it has neither a saved_model.pb, as SavedModels have, nor a"
                  + " config.json, as Hugging Face checkpoints have.");
    }

    @Test
    void aSavedModelNeedsNoExport() {
      Path model = folder.resolve("model");
      TinyBert.exportTo(model);
      assertThatThrownBy(() -> store.export(model.toString(), folder.resolve("copy")))
          .isInstanceOf(EngineException.class)
          .hasMessage(model + " is a SavedModel already; use it as it is, or copy the folder.");
    }

    @Test
    void aDamagedExportInTheCacheSaysWhatToDelete() throws IOException {
      Path checkpoint = checkpoint("tiny");
      Path exported = store.resolve(checkpoint.toString());
      Files.writeString(exported.resolve("encoder.json"), "{}");
      assertThatThrownBy(() -> store.resolve(checkpoint.toString()))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith(
              "The exported model in "
                  + exported
                  + " is damaged; delete the folder, and it is exported again. ");
    }
  }

  @Nested
  class EmbeddedModels {

    private final ModelStore ofBuild =
        new ModelStore(MiniLm.CACHE, () -> MiniLm.OFFLINE, ProgressListener.none());

    @Test
    void bothNamesOfTheDefaultAreOneFolderThatIsMadeOnce() throws IOException {
      Path exported = ofBuild.resolve("sentence-transformers/all-MiniLM-L6-v2");
      var made = Files.getLastModifiedTime(exported.resolve("encoder.json"));
      assertThat(ofBuild.resolve("all-MiniLM-L6-v2")).isEqualTo(exported);
      assertThat(Files.getLastModifiedTime(exported.resolve("encoder.json"))).isEqualTo(made);
      assertThat(exported.getFileName())
          .hasToString("759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e-3");
      assertThat(EncoderManifest.read(exported).model()).isEqualTo(MiniLm.NAME);
    }

    @Test
    void aCacheThatIsAFileIsNamed() throws IOException {
      Path file = Files.writeString(folder.resolve("cache"), "");
      assertThatThrownBy(() -> store.resolve(MiniLm.NAME))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("Cannot create a folder in " + file.resolve("models"))
          .hasMessageContaining("must be a folder that this user may write to");
    }
  }

  @Nested
  class TheLocalHuggingFaceCache {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void givesWhatItHasUnderItsName() throws IOException {
      Path repository = folder.resolve("hub/models--acme--tiny");
      Files.createDirectories(repository.resolve("refs"));
      Files.writeString(repository.resolve("refs/main"), COMMIT);
      checkpoint("hub/models--acme--tiny/snapshots/" + COMMIT);
      Path exported = store.resolve("acme/tiny");
      assertThat(exported.getParent()).isEqualTo(folder.resolve("cache/models/acme/tiny"));
      assertThat(EncoderManifest.read(exported).model()).isEqualTo("acme/tiny");
      assertThat(store.resolve("acme/tiny@" + COMMIT)).isEqualTo(exported);
      Path target = folder.resolve("exported");
      store.export("acme/tiny", target);
      assertThat(EncoderManifest.read(target)).isEqualTo(EncoderManifest.read(exported));
    }
  }

  @Nested
  class UnknownNames {

    @Test
    void aMissSaysWhereItLookedAndWhatWouldHelp() {
      assertThatThrownBy(() -> store.resolve("acme/no-such-model"))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              """
              Cannot get the model 'acme/no-such-model'. Looked for in
                - folders: there is none at %s
                - embedded models: there is sentence-transformers/all-MiniLM-L6-v2
                - the local Hugging Face cache: %s has no whole copy of it
                - the hub http://localhost: The model acme/no-such-model is not downloaded, because gatehouse.engine.hub.offline or HF_HUB_OFFLINE is set. Unset it, or put the model into the cache %s on a machine with a network.""",
              Path.of("acme/no-such-model").toAbsolutePath(), hub.cache(), hub.cache());
    }

    @Test
    void whatCanOnlyBeAPathIsNotAskedOfTheHub() {
      assertThatThrownBy(() -> store.resolve("./models/tiny/v1"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(
              "folders: there is none at " + Path.of("./models/tiny/v1").toAbsolutePath())
          .hasMessageEndingWith(hub.cache() + " cannot have a model of that name");
    }

    @Test
    void aNameThatCannotBeAPathIsAMissAsWell() {
      assertThatThrownBy(() -> store.resolve("a\0b"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("there is none at that path");
    }
  }
}

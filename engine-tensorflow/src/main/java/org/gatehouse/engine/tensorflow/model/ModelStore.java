package org.gatehouse.engine.tensorflow.model;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.savedmodel.EncoderManifest;

/**
 * The way from a model's name to a folder with the exported model, which is made on first use. A
 * name is, in this order, the path of such a folder or the name of an embedded model. Thread-safe,
 * and safe against other processes with the same cache folder.
 */
public final class ModelStore {

  // Two exports at once would succeed, but need twice the time and memory.
  private static final Object EXPORTING = new Object();

  private final Path cache;
  private final ProgressListener progress;

  /**
   * A store that keeps what it exports below {@code cache}/models.
   *
   * @param cache created when needed
   * @param progress hears how exports proceed
   */
  public ModelStore(Path cache, ProgressListener progress) {
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * The folder with the exported model of this name.
   *
   * @throws EngineException if there is no such model (the message says where it was looked for),
   *     or it cannot be exported to the cache
   */
  public Path resolve(String name) {
    Optional<Path> folder = folder(name);
    if (folder.isPresent()) {
      EncoderManifest.read(folder.get());
      return folder.get();
    }
    EmbeddedModel model = embedded(name);
    Path exported = model.folderIn(cache);
    synchronized (EXPORTING) {
      if (!Files.isDirectory(exported)) {
        model.export(exported, progress);
      }
    }
    requireWhole(exported);
    return exported;
  }

  private static void requireWhole(Path exported) {
    try {
      EncoderManifest.read(exported);
    } catch (EngineException e) {
      throw new EngineException(
          "The exported model in %s is damaged; delete the folder, and it is exported again. %s"
              .formatted(exported, e.getMessage()),
          e);
    }
  }

  /**
   * Exports the model of this name to a folder of the caller's choice.
   *
   * @param target must not be there yet, be empty, or hold the same model
   * @throws EngineException if there is no such model, or the folder cannot be written
   */
  public void export(String name, Path target) {
    if (folder(name).isPresent()) {
      throw new EngineException(
          name + " is a folder, and only models with a name can be exported.");
    }
    embedded(name).export(target, progress);
  }

  private static Optional<Path> folder(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Files::isDirectory);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static EmbeddedModel embedded(String name) {
    return EmbeddedModel.named(name)
        .orElseThrow(
            () ->
                new EngineException(
                    """
                    There is no model '%s'. It is neither
                      - a folder: there is none at %s, nor
                      - an embedded model: there is %s.
                    Give the path of a folder that the export command has made, or the name of an embedded model."""
                        .formatted(
                            name,
                            located(name),
                            EmbeddedModel.ALL.stream()
                                .map(EmbeddedModel::name)
                                .collect(Collectors.joining(", ")))));
  }

  private static String located(String name) {
    try {
      return Path.of(name).toAbsolutePath().toString();
    } catch (InvalidPathException e) {
      return "that path";
    }
  }
}

package org.gatehouse.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.jspecify.annotations.Nullable;

/** What a snapshot file says beside its tensors, as a map of text. */
final class SnapshotMetadata {

  private static final String FORMAT = "gatehouse.snapshot";
  static final String VERSION = "1";
  private static final String SHA_256 = "sha256";
  private static final String HOTKEY = "hotkey.";
  private static final String ATTRIBUTE = "attribute.";

  /** What a restore or the passing of time changes. */
  static final Set<String> NOT_LEARNED = Set.of(SHA_256, "block", "generation");

  private SnapshotMetadata() {}

  static Map<String, String> of(GatingSnapshot snapshot) {
    SortedMap<String, String> metadata = new TreeMap<>();
    metadata.put(FORMAT, VERSION);
    metadata.put("gate", snapshot.gate());
    metadata.put("encoder", snapshot.encoder());
    putKnown(metadata, "netuid", snapshot.netuid());
    putKnown(metadata, "block", snapshot.block());
    metadata.put("step", Long.toString(snapshot.step()));
    metadata.put("generation", Long.toString(snapshot.generation()));
    metadata.put("seed", Long.toString(snapshot.seed()));
    snapshot.hotkeys().forEach((uid, hotkey) -> metadata.put(HOTKEY + uid, hotkey));
    snapshot.attributes().forEach((key, value) -> metadata.put(ATTRIBUTE + key, value));
    metadata.put(SHA_256, sha256(metadata, snapshot.tensors()));
    return metadata;
  }

  private static void putKnown(Map<String, String> metadata, String key, @Nullable Number value) {
    if (value != null) {
      metadata.put(key, value.toString());
    }
  }

  static GatingSnapshot read(
      Path file, Map<String, String> metadata, SortedMap<String, SnapshotTensor> tensors) {
    String version = metadata.get(FORMAT);
    if (version == null) {
      throw new DamagedSnapshotException(
          file + ": expected a snapshot, found a safetensors file without a format version");
    }
    if (!VERSION.equals(version)) {
      throw new SnapshotException(
          file + ": expected a snapshot of format version " + VERSION + ", found " + version);
    }
    SortedMap<String, String> hashed = new TreeMap<>(metadata);
    String expected = hashed.remove(SHA_256);
    String found = sha256(hashed, tensors);
    if (!found.equals(expected)) {
      throw new DamagedSnapshotException(
          file + ": damaged: expected contents with SHA-256 " + expected + ", found " + found);
    }
    Fields fields = new Fields(file, metadata);
    SortedMap<Integer, String> hotkeys = new TreeMap<>();
    SortedMap<String, String> attributes = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(HOTKEY)) {
            hotkeys.put(fields.u16(key, key.substring(HOTKEY.length())), value);
          } else if (key.startsWith(ATTRIBUTE)) {
            attributes.put(key.substring(ATTRIBUTE.length()), value);
          }
        });
    return new GatingSnapshot(
        fields.text("gate"),
        fields.text("encoder"),
        metadata.containsKey("netuid") ? fields.u16("netuid", fields.text("netuid")) : null,
        metadata.containsKey("block") ? (Long) fields.number("block") : null,
        fields.number("step"),
        fields.number("generation"),
        fields.number("seed"),
        hotkeys,
        attributes,
        tensors);
  }

  private record Fields(Path file, Map<String, String> metadata) {

    String text(String key) {
      String value = metadata.get(key);
      if (value == null) {
        throw new SnapshotException(file + ": expected metadata " + key + ", found none");
      }
      return value;
    }

    Integer u16(String key, String value) {
      long number = number(key, value);
      if (number < 0 || number > 0xFFFF) {
        throw new SnapshotException(
            file + ": metadata " + key + ": expected a number in [0, 65535], found " + number);
      }
      return (int) number;
    }

    long number(String key) {
      return number(key, text(key));
    }

    long number(String key, String value) {
      try {
        return Long.parseLong(value);
      } catch (NumberFormatException e) {
        throw new SnapshotException(
            file + ": metadata " + key + ": expected a whole number, found " + value, e);
      }
    }
  }

  /** The hash of everything but itself; every part is preceded by its length. */
  static String sha256(
      SortedMap<String, String> metadata, SortedMap<String, SnapshotTensor> tensors) {
    MessageDigest digest = sha256();
    metadata.forEach(
        (key, value) -> {
          update(digest, key);
          update(digest, value);
        });
    tensors.forEach(
        (name, tensor) -> {
          update(digest, name);
          update(digest, tensor.toString());
          digest.update(tensor.bytes());
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

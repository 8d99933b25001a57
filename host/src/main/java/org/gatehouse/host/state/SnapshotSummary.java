package org.gatehouse.host.state;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.TextTable;
import org.gatehouse.host.json.Json;
import org.gatehouse.state.SnapshotFile;
import org.gatehouse.state.StateDigest;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about a snapshot file.
 *
 * @param sha256 of the bytes of the file
 */
record SnapshotSummary(Path file, GatingSnapshot snapshot, String sha256) {

  /**
   * Reads a file.
   *
   * @throws SnapshotException if it is no snapshot, or damaged
   */
  static SnapshotSummary of(Path file) {
    return new SnapshotSummary(file, SnapshotFile.read(file), sha256(file));
  }

  private static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new SnapshotException(file + ": cannot be read: " + e, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "snapshot", file + ", format version " + SnapshotFile.formatVersion());
    add(lines, "gate", snapshot.gate());
    add(lines, "encoder", snapshot.encoder());
    add(
        lines,
        "network",
        snapshot.netuid() == null
            ? "never told of one"
            : "netuid %d, block %s, %d hotkeys"
                .formatted(snapshot.netuid(), known(snapshot.block()), snapshot.hotkeys().size()));
    add(lines, "step", Long.toString(snapshot.step()));
    add(lines, "generation", Long.toString(snapshot.generation()));
    add(lines, "seed", Long.toString(snapshot.seed()));
    snapshot.attributes().forEach((key, value) -> add(lines, key, value));
    add(lines, "sha256", sha256);
    add(lines, "state sha256", StateDigest.sha256(snapshot));
    lines.add("");
    TextTable table = new TextTable("tensor", "type", "shape", ">bytes");
    snapshot
        .tensors()
        .forEach(
            (name, tensor) ->
                table.row(
                    Console.oneLine(name),
                    tensor.type().name(),
                    tensor.shape().toString(),
                    Long.toString(size(tensor))));
    lines.addAll(table.lines());
    return lines;
  }

  private static void add(List<String> lines, String what, String value) {
    lines.add("%-14s%s".formatted(Console.oneLine(what), Console.oneLine(value)));
  }

  private static String known(@Nullable Long block) {
    return block == null ? "unknown" : block.toString();
  }

  private static int size(SnapshotTensor tensor) {
    return tensor.bytes().remaining();
  }

  String json() {
    return Json.line(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", file.toString());
    json.writeNumberField("format_version", SnapshotFile.formatVersion());
    json.writeStringField("gate", snapshot.gate());
    json.writeStringField("encoder", snapshot.encoder());
    writeKnown(json, "netuid", snapshot.netuid());
    writeKnown(json, "block", snapshot.block());
    json.writeNumberField("step", snapshot.step());
    json.writeNumberField("generation", snapshot.generation());
    json.writeNumberField("seed", snapshot.seed());
    json.writeNumberField("hotkeys", snapshot.hotkeys().size());
    json.writeObjectFieldStart("attributes");
    for (Map.Entry<String, String> attribute : snapshot.attributes().entrySet()) {
      json.writeStringField(attribute.getKey(), attribute.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("tensors");
    for (Map.Entry<String, SnapshotTensor> tensor : snapshot.tensors().entrySet()) {
      write(json, tensor.getKey(), tensor.getValue());
    }
    json.writeEndArray();
    json.writeStringField("sha256", sha256);
    json.writeStringField("state_sha256", StateDigest.sha256(snapshot));
    json.writeEndObject();
  }

  private static void writeKnown(JsonGenerator json, String field, @Nullable Number value)
      throws IOException {
    if (value == null) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, value.longValue());
    }
  }

  private static void write(JsonGenerator json, String name, SnapshotTensor tensor)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("type", tensor.type().name());
    json.writeArrayFieldStart("shape");
    for (int length : tensor.shape()) {
      json.writeNumber(length);
    }
    json.writeEndArray();
    json.writeNumberField("bytes", size(tensor));
    json.writeEndObject();
  }
}

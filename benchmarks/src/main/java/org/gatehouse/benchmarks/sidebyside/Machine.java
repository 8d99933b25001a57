package org.gatehouse.benchmarks.sidebyside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.benchmarks.sidebyside.peers.OnnxLibrary;
import org.gatehouse.benchmarks.sidebyside.peers.Torch;
import org.gatehouse.engine.tensorflow.device.TensorFlowRuntime;

/** What was measured on, and with which versions. */
final class Machine {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";
  private static final String LOAD = "load_average_before";

  private Machine() {}

  static ObjectNode describe() throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("processor", processor());
    node.put("processors", Runtime.getRuntime().availableProcessors());
    node.put("java", System.getProperty("java.runtime.version"));
    node.put(LOAD, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    return node;
  }

  private static String processor() throws IOException {
    List<String> lines = Files.exists(CPUS) ? Files.readAllLines(CPUS) : List.of();
    return lines.stream()
        .filter(line -> line.startsWith(MODEL))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  /** Writes the versions of what is loaded in this process. */
  static void writeVersions(Path file) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("TensorFlow", TensorFlowRuntime.version());
    node.put("ONNX Runtime", OnnxLibrary.onClassPath().version());
    node.put("PyTorch", Torch.version());
    JSON.writeValue(file.toFile(), node);
  }

  /** Takes up what a child wrote. */
  static void readVersions(Path file, ObjectNode machine) throws IOException {
    machine.set("versions", JSON.readTree(file.toFile()));
    Files.delete(file);
  }

  /** The same as a sentence. */
  static String sentence(JsonNode machine) {
    StringBuilder versions = new StringBuilder();
    machine
        .get("versions")
        .properties()
        .forEach(
            version ->
                versions
                    .append(", ")
                    .append(version.getKey())
                    .append(' ')
                    .append(version.getValue().asText()));
    return "%s, %d processors, load average %s before; Java %s%s."
        .formatted(
            machine.get("processor").asText(),
            machine.get("processors").asInt(),
            Units.digits(machine.get(LOAD).asDouble()),
            machine.get("java").asText(),
            versions);
  }
}

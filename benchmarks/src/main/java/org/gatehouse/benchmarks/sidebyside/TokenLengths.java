package org.gatehouse.benchmarks.sidebyside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.benchmarks.SentenceGate;
import org.gatehouse.engine.tensorflow.encoder.Encoder;

/**
 * Prints the quantiles of how many of MiniLM's tokens prompts have: the table that {@link
 * PromptLengths} draws from. Takes a folder of files with one JSON object on each line, whose field
 * {@code prompt} is a prompt. Prints nothing of the prompts themselves.
 */
public final class TokenLengths {

  private static final int STEPS = 100;

  private TokenLengths() {}

  /** Prints the table. */
  public static void main(String[] folder) throws IOException {
    int[] lengths = lengths(Path.of(folder[0]));
    System.out.println("# Share of " + lengths.length + " prompts in percent, tokens at most");
    for (int step = 0; step <= STEPS; step++) {
      int place = (int) Math.round((double) step / STEPS * (lengths.length - 1));
      System.out.println(step + "\t" + lengths[place]);
    }
  }

  private static int[] lengths(Path folder) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Integer> lengths = new ArrayList<>();
    try (Encoder encoder = SentenceGate.encoder();
        Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode prompt = json.readTree(line).get("prompt");
          if (!prompt.asText().isBlank()) {
            lengths.add(
                encoder.encode(prompt.asText()).tokenIds().stream()
                    .mapToInt(chunk -> chunk.length)
                    .sum());
          }
        }
      }
    }
    return lengths.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}

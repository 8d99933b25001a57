package org.gatehouse.host.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The prompts of the demonstration.
 *
 * @param topics the names of the topics, in the order of their first prompt
 * @param prompts the prompts, each with its topic
 */
record Prompts(List<String> topics, List<Prompt> prompts) {

  /** A prompt and the position of its topic. */
  record Prompt(int topic, String text) {}

  /** Copies the lists. */
  Prompts {
    topics = List.copyOf(topics);
    prompts = List.copyOf(prompts);
  }

  /** Reads the prompts that come with this module: one a line, the topic before a tab. */
  static Prompts bundled() {
    try (InputStream in = Objects.requireNonNull(Prompts.class.getResourceAsStream("prompts.tsv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> topics = new ArrayList<>();
      List<Prompt> prompts = new ArrayList<>();
      for (String line : lines.lines().toList()) {
        int tab = line.indexOf('\t');
        String topic = line.substring(0, tab);
        if (!topics.contains(topic)) {
          topics.add(topic);
        }
        prompts.add(new Prompt(topics.indexOf(topic), line.substring(tab + 1)));
      }
      return new Prompts(topics, prompts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

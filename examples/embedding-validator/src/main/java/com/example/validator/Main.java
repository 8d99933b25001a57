package com.example.validator;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.state.StateSettings;

/**
 * Runs the validator: {@code Main CONFIG EVENTS}, with one prompt a line of standard input.
 *
 * <p>{@code CONFIG} is a HOCON file that names a metagraph source; {@code EVENTS} is the log.
 */
public final class Main {

  private Main() {}

  /** Runs a round for each prompt. */
  public static void main(String... args) throws InterruptedException {
    if (args.length != 2) {
      System.err.println("usage: CONFIG EVENTS < PROMPTS");
      System.exit(2);
    }
    try {
      GatehouseConfig config =
          GatehouseConfig.loader()
              .file(Path.of(args[0]))
              .check(StateSettings.SECTION, StateSettings::check)
              .load();
      ValidatorSettings settings = ValidatorSettings.of(Path.of(args[1]));
      EmbeddedGatehouse.run(
          config, settings, new WordOverlap(), validator -> validator.run(tasks()::iterator));
    } catch (GatehouseException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static Stream<Task> tasks() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        .lines()
        .map(prompt -> new Task("answer", "text", prompt));
  }
}

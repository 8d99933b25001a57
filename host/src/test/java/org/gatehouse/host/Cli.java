package org.gatehouse.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs commands in this process. */
public final class Cli {

  private final List<String> common = new ArrayList<>();
  private String input = "";

  /** What a command left behind. */
  public record Result(int code, String out, String err) {}

  /** Returns a command line that uses the fake gate with this many uids. */
  public static Cli withFakeGate(int numUids) {
    return new Cli().set("gatehouse.gating.model=fake").set("gatehouse.gating.num-uids=" + numUids);
  }

  /** Adds a setting to every run. */
  public Cli set(String keyEqualsValue) {
    common.add("--set");
    common.add(keyEqualsValue);
    return this;
  }

  /** Sets what standard input holds. */
  public Cli input(String text) {
    input = text;
    return this;
  }

  /** Runs a command. */
  public Result run(String... args) {
    List<String> all = new ArrayList<>(common);
    all.addAll(List.of(args));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            all.toArray(String[]::new));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

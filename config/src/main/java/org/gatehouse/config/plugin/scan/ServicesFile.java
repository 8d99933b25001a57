package org.gatehouse.config.plugin.scan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the files in {@code META-INF/services} by the rules of {@link java.util.ServiceLoader}. */
final class ServicesFile {

  private static final int MOST_BYTES = 1 << 20;

  /**
   * A class that a line names.
   *
   * @param where the jar, the entry and the line
   */
  record Line(String where, String className) {}

  private ServicesFile() {}

  /** Returns the well-formed lines of an entry; adds the others to the problems. */
  static List<Line> read(PluginJar jar, String entry, Findings findings) {
    try {
      return parse(jar.at(entry), jar.read(entry, MOST_BYTES), findings);
    } catch (CharacterCodingException e) {
      findings.add(jar.at(entry), "expected text in UTF-8, found other bytes", "save it as UTF-8");
    } catch (IOException e) {
      findings.add(jar.at(entry), "cannot be read: " + e.getMessage(), "build the jar again");
    }
    return List.of();
  }

  private static List<Line> parse(String where, byte[] bytes, Findings findings)
      throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      int comment = line.indexOf('#');
      String name = (comment < 0 ? line : line.substring(0, comment)).strip();
      String here = where + ":" + number;
      if (isClassName(name)) {
        lines.add(new Line(here, name));
      } else if (!name.isEmpty()) {
        findings.add(
            here,
            "expected the name of one class, found \""
                + name.replace("\uFEFF", "<byte order mark>")
                + "\"",
            "write one class a line, such as com.example.MyProvider");
      }
    }
    return lines;
  }

  private static boolean isClassName(String text) {
    boolean start = true;
    for (int character : text.codePoints().toArray()) {
      if (start ? !Character.isJavaIdentifierStart(character) : !isPart(character)) {
        return false;
      }
      start = character == '.';
    }
    return !start;
  }

  private static boolean isPart(int character) {
    return character == '.' || Character.isJavaIdentifierPart(character);
  }
}

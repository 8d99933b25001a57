package org.gatehouse.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Aligned columns of text; for use by one thread. */
public final class TextTable {

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  private record Column(String title, boolean right) {

    String align(String text, int width) {
      String gap = " ".repeat(width - length(text));
      return right ? gap + text : text + gap;
    }
  }

  /**
   * Creates a table without rows.
   *
   * @param titles the column titles; one that begins with {@code >} is aligned to the right
   */
  public TextTable(String... titles) {
    columns = new ArrayList<>();
    for (String title : titles) {
      boolean right = title.startsWith(">");
      columns.add(new Column(right ? title.substring(1) : title, right));
    }
    rows.add(columns.stream().map(Column::title).toList());
  }

  /** Adds a row with one cell for each column. */
  public TextTable row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "expected " + columns.size() + " cells, found " + cells.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Returns the titles and the rows, two spaces between the columns. */
  public List<String> lines() {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(c -> rows.stream().mapToInt(row -> length(row.get(c))).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        cells.add(columns.get(c).align(row.get(c), widths[c]));
      }
      lines.add(String.join("  ", cells).stripTrailing());
    }
    return lines;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}

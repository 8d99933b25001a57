package org.gatehouse.host.replay.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of the page, of which the first column heads the rows; for use by one thread. */
final class Table {

  private final String name;
  private final List<Column> columns;
  private final List<String> rows = new ArrayList<>();

  private record Column(String title, boolean number) {

    String cell(String element, String scope, String content) {
      return "<"
          + element
          + scope
          + (number ? " class=\"number\">" : ">")
          + content
          + "</"
          + element
          + ">";
    }
  }

  /**
   * Creates a table without rows.
   *
   * @param name what it says, for readers who do not see it
   * @param titles the column titles; one that begins with {@code >} holds numbers
   */
  Table(String name, List<String> titles) {
    this.name = name;
    columns =
        titles.stream()
            .map(
                title ->
                    title.startsWith(">")
                        ? new Column(title.substring(1), true)
                        : new Column(title, false))
            .toList();
  }

  /** Adds a row of texts. */
  Table row(String... cells) {
    return row("", Arrays.stream(cells).map(Html::text).toList());
  }

  /** Adds a row, with a class if that is not empty. */
  Table row(String kind, List<Html> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "expected " + columns.size() + " cells, found " + cells.size());
    }
    StringBuilder row = new StringBuilder(kind.isEmpty() ? "<tr>" : "<tr class=\"" + kind + "\">");
    for (int i = 0; i < cells.size(); i++) {
      String content = cells.get(i).markup();
      row.append(
          i == 0
              ? columns.get(i).cell("th", " scope=\"row\"", content)
              : columns.get(i).cell("td", "", content));
    }
    rows.add(row.append("</tr>").toString());
    return this;
  }

  /** Returns the table in a frame that scrolls if it is too narrow. */
  Html html() {
    StringBuilder html =
        new StringBuilder("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"")
            .append(Html.text(name).markup())
            .append("\"><table><thead><tr>");
    for (Column column : columns) {
      html.append(column.cell("th", " scope=\"col\"", Html.text(column.title()).markup()));
    }
    html.append("</tr></thead><tbody>\n").append(String.join("\n", rows));
    return new Html(html.append("\n</tbody></table></div>").toString());
  }
}

package org.gatehouse.host.replay.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the page under a heading.
 *
 * @param id names it within the page
 * @param title its heading
 * @param reading how to read it
 * @param tables what stands before the plots
 * @param figures the plots
 */
record Section(String id, String title, String reading, List<Table> tables, List<Figure> figures) {

  /** Copies the lists. */
  Section {
    tables = List.copyOf(tables);
    figures = List.copyOf(figures);
  }

  Html html() {
    List<Html> parts = new ArrayList<>();
    parts.add(new Html("<section id=\"" + id + "\" aria-labelledby=\"" + id + "-title\">"));
    parts.add(new Html("<h2 id=\"" + id + "-title\">" + Html.text(title).markup() + "</h2>"));
    parts.add(new Html("<p class=\"reading\">" + Html.text(reading).markup() + "</p>"));
    tables.forEach(table -> parts.add(table.html()));
    if (!figures.isEmpty()) {
      parts.add(
          new Html("<div class=\"" + (figures.size() > 1 ? "figures several" : "figures") + "\">"));
      figures.forEach(figure -> parts.add(figure.html()));
      parts.add(new Html("</div>"));
    }
    parts.add(new Html("</section>"));
    return Html.lines(parts);
  }
}

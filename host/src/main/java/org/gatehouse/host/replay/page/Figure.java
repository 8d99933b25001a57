package org.gatehouse.host.replay.page;

import org.gatehouse.host.json.Json;

/**
 * One plot and the numbers behind it.
 *
 * @param id names it within the page
 * @param title what it shows, for readers who do not see it too
 * @param data what is drawn
 * @param table the numbers behind it
 */
record Figure(String id, String title, Json.Body data, Table table) {

  static Figure of(String id, String title, Plot plot) {
    return new Figure(id, title, plot::write, plot.table());
  }

  Html html() {
    return new Html(
        """
        <figure>
        <figcaption>%2$s</figcaption>
        <div class="plot" data-plot="%1$s"></div>
        <details><summary>The numbers<span class="hidden">: %2$s</span></summary>
        %3$s
        </details>
        </figure>"""
            .formatted(id, Html.text(title).markup(), table.html().markup()));
  }
}

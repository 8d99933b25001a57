package org.gatehouse.host.replay.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.host.json.Json;
import org.gatehouse.host.replay.report.Comparison;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.ReportText;

/**
 * One or several replays as an HTML page with plots and tables, which loads nothing.
 *
 * <p>The same replays give the same page, byte for byte, but for how long they took. Whatever comes
 * from a log or a configuration is text in it, never markup.
 */
public final class ReportPage {

  private ReportPage() {}

  /** Returns the page in UTF-8. */
  public static byte[] of(Subject subject, Comparison comparison) {
    List<Contestant> contestants = Contestant.of(comparison);
    Standings standings = new Standings(contestants);
    List<Section> sections = sections(contestants, standings);
    List<String> styles = List.of(Assets.uplot("dist/uPlot.min.css"), Assets.own("page.css"));
    List<String> scripts =
        List.of(
            "/*\n" + Assets.uplot("LICENSE") + "\n*/\n" + Assets.uplot("dist/uPlot.iife.min.js"),
            Assets.own("look.js"),
            Assets.own("plots.js"),
            Assets.own("selections.js"),
            Assets.own("page.js"));
    List<Html> page = new ArrayList<>();
    page.add(head("Replay of " + subject.log(), ContentPolicy.of(scripts, styles)));
    styles.forEach(style -> page.add(Html.element("style", new Html(style))));
    page.add(new Html("</head>\n<body>"));
    page.add(header(subject, contestants, standings.verdict()));
    page.add(contents(sections));
    page.add(new Html("<main>"));
    sections.forEach(section -> page.add(section.html()));
    page.add(new Html("</main>"));
    page.add(footer());
    page.add(
        new Html(
            "<script type=\"application/json\" id=\"plots\">"
                + Html.json(data(sections)).markup()
                + "</script>"));
    scripts.forEach(script -> page.add(Html.element("script", new Html(script))));
    page.add(new Html("</body>\n</html>\n"));
    // A lone surrogate, which no file can hold, becomes a question mark.
    return Html.lines(page).markup().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Section> sections(List<Contestant> contestants, Standings standings) {
    List<Section> sections = new ArrayList<>();
    sections.add(standings.section());
    TaskRows.of(contestants).ifPresent(sections::add);
    OffPolicies.of(contestants).ifPresent(sections::add);
    Learning learning = new Learning(contestants);
    sections.add(learning.rewards());
    sections.add(learning.regrets());
    sections.add(Selections.of(contestants));
    Newcomers.of(contestants).ifPresent(sections::add);
    Calibrations.of(contestants).ifPresent(sections::add);
    sections.add(Latencies.of(contestants));
    return sections;
  }

  private static Html head(String title, String policy) {
    return new Html(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>%s</title>"""
            .formatted(policy, Html.text(title).markup()));
  }

  private static Html header(Subject subject, List<Contestant> contestants, String verdict) {
    StringBuilder html = new StringBuilder("<header>\n<p class=\"product\">Gatehouse</p>\n<h1>");
    html.append("Replay of <span class=\"log\">").append(Html.text(subject.log()).markup());
    html.append("</span></h1>\n<p class=\"verdict\">").append(Html.text(verdict).markup());
    html.append("</p>\n<dl>");
    facts(subject, contestants)
        .forEach(
            (name, value) ->
                html.append("<div><dt>")
                    .append(Html.text(name).markup())
                    .append("</dt><dd>")
                    .append(Html.text(value).markup())
                    .append("</dd></div>\n"));
    return new Html(html.append("</dl>\n</header>").toString());
  }

  private static Map<String, String> facts(Subject subject, List<Contestant> contestants) {
    Comparison.Summary first = contestants.get(0).summary();
    Map<String, String> facts = new LinkedHashMap<>();
    List<String> gates = names(contestants.stream().map(of -> of.summary().gate()).toList());
    List<String> selectors =
        names(contestants.stream().map(of -> of.summary().selector()).toList());
    Report run = contestants.get(0).first();
    facts.put(gates.size() > 1 ? "gates" : "gate", String.join(", ", gates));
    facts.put(selectors.size() > 1 ? "selectors" : "selector", String.join(", ", selectors));
    facts.put("k, peers asked per event", String.valueOf(first.k()));
    facts.put(first.seeds().size() > 1 ? "seeds" : "seed", ReportText.list(first.seeds()));
    facts.put("events", String.valueOf(first.events()));
    facts.put(
        "scenario",
        subject.scenarios().isEmpty() ? "none" : String.join(", ", subject.scenarios()));
    facts.put("changes of the network", String.valueOf(run.resyncs()));
    facts.put("lines skipped", String.valueOf(run.skipped()));
    return facts;
  }

  private static List<String> names(List<String> all) {
    return all.stream().distinct().toList();
  }

  private static Html contents(List<Section> sections) {
    return new Html(
        "<nav aria-label=\"Contents\"><ul>"
            + sections.stream()
                .map(
                    section ->
                        "<li><a href=\"#"
                            + section.id()
                            + "\">"
                            + Html.text(section.title()).markup()
                            + "</a></li>")
                .collect(Collectors.joining())
            + "</ul></nav>\n<p class=\"hint\">A name in a legend hides its series or shows it; point at a plot, or"
            + " move in it with the arrow keys, to read its values.</p>\n<noscript><p class=\"hint\">The plots need JavaScript; the tables hold the same"
            + " numbers.</p></noscript>");
  }

  private static Html footer() {
    return new Html(
        "<footer><p>Written by gatehouse replay; docs/evaluation.md says what is measured and how."
            + " Plots by uPlot, under the MIT License, which stands in this page's source.</p>"
            + "</footer>");
  }

  private static String data(List<Section> sections) {
    return Json.line(
        (JsonGenerator json) -> {
          json.writeStartObject();
          for (Section section : sections) {
            for (Figure figure : section.figures()) {
              write(json, figure);
            }
          }
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Figure figure) throws IOException {
    json.writeFieldName(figure.id());
    json.writeStartObject();
    json.writeStringField("title", figure.title());
    json.writeFieldName("data");
    figure.data().write(json);
    json.writeEndObject();
  }
}

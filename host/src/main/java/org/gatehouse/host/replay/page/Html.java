package org.gatehouse.host.replay.page;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A piece of HTML; whatever is not written in this package becomes one by {@link #text}.
 *
 * @param markup well-formed markup
 */
record Html(String markup) {

  static final Html NONE = new Html("");

  /** Returns text, good as content of elements and in double quotes as an attribute's value. */
  static Html text(String text) {
    StringBuilder markup = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> markup.append("&amp;");
        case '<' -> markup.append("&lt;");
        case '>' -> markup.append("&gt;");
        case '"' -> markup.append("&quot;");
        case '\'' -> markup.append("&#39;");
        default -> markup.append(visible(c));
      }
    }
    return new Html(markup.toString());
  }

  /** HTML knows no control characters but white space. */
  private static char visible(char c) {
    return Character.isISOControl(c) && !Character.isWhitespace(c) ? '\uFFFD' : c;
  }

  /** Returns an element without attributes. */
  static Html element(String name, Html content) {
    return new Html("<" + name + ">" + content.markup + "</" + name + ">");
  }

  /** Returns pieces one after the other, each in lines of its own. */
  static Html lines(Collection<Html> pieces) {
    return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining("\n")));
  }

  /** Returns a JSON value as content of a script element, which it cannot end. */
  static Html json(String json) {
    return new Html(json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"));
  }
}

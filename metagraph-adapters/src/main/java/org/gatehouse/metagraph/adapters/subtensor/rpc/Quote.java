package org.gatehouse.metagraph.adapters.subtensor.rpc;

/**
 * Makes what a stranger sent fit for a message: short, on one line, nothing that moves a cursor.
 */
public final class Quote {

  private Quote() {}

  /** Returns at most {@code longest} characters of a text, those that do not print escaped. */
  public static String of(CharSequence text, int longest) {
    String beginning = cut(text, longest);
    StringBuilder shown = new StringBuilder(beginning.length());
    beginning
        .codePoints()
        .forEach(
            c -> {
              if (prints(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append(String.format(c > 0xFFFF ? "\\u{%x}" : "\\u%04x", c));
              }
            });
    if (beginning.length() < text.length()) {
      shown.append("... (").append(text.length()).append(" characters)");
    }
    return shown.toString();
  }

  /** Returns the first {@code longest} characters of a text. */
  static String cut(CharSequence text, int longest) {
    return text.subSequence(0, Math.min(text.length(), longest)).toString();
  }

  private static boolean prints(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

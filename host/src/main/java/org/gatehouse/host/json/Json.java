package org.gatehouse.host.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON as text. Thread-safe. */
public final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Separators SEPARATORS =
      Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER);

  private Json() {}

  /** Something that writes one JSON value. */
  @FunctionalInterface
  public interface Body {
    /** Writes the value. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Returns a value in one line, without line end. */
  public static String line(Body body) {
    return render(null, body);
  }

  /**
   * Returns a value with one line for each element of its arrays, so that lines can be compared.
   */
  public static String table(Body body) {
    return render(
        new DefaultPrettyPrinter(SEPARATORS)
            .withObjectIndenter(DefaultPrettyPrinter.NopIndenter.instance)
            .withArrayIndenter(new DefaultIndenter("", "\n")),
        body);
  }

  /** Writes a field with a number; {@code null} for what JSON has no number for. */
  public static void number(JsonGenerator json, String field, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(field, value);
    } else {
      json.writeNullField(field);
    }
  }

  private static String render(@Nullable PrettyPrinter printer, Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      if (printer != null) {
        json.setPrettyPrinter(printer);
      }
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}

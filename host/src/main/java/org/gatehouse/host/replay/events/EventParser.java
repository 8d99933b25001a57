package org.gatehouse.host.replay.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import org.gatehouse.api.gating.MessageRules;

/**
 * Reads one event from one line of JSON.
 *
 * <p>Fields: {@code prompt}, {@code uids}, {@code rewards}, and optionally {@code hotkeys}, {@code
 * propensities}, {@code block}, {@code task}; a field may be {@code null} for absent, and others
 * are passed over. Thread-safe.
 */
final class EventParser {

  // NaN and Infinity are no JSON, but common in logs: accepted here, so that the message can say
  // which reward it is.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final MessageRules rules;

  EventParser(MessageRules rules) {
    this.rules = rules;
  }

  Event parse(long line, String text) throws InvalidEventException {
    EventFields fields = new EventFields();
    try (JsonParser json = FACTORY.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidEventException("expected a JSON object, found " + JsonFields.found(json));
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.read(name, new JsonFields(json, name));
      }
      if (json.nextToken() != null) {
        throw new InvalidEventException("expected one JSON object, found more after it");
      }
    } catch (JsonParseException e) {
      throw new InvalidEventException("not JSON: " + describe(e));
    } catch (IOException e) {
      throw new InvalidEventException("not readable as JSON: " + e.getMessage());
    }
    return fields.toEvent(line, rules);
  }

  private static String describe(JsonParseException e) {
    // What the parser was expecting is a list of all kinds of values, which tells nothing.
    String message = e.getOriginalMessage().replaceFirst(": was expecting.*", "");
    return message + " (column " + e.getLocation().getColumnNr() + ")";
  }
}

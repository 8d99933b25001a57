package org.gatehouse.host.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.gatehouse.host.json.Json;

/**
 * What an encoder made of one text or one row of token ids.
 *
 * @param model the encoder's name
 * @param tokenIds the ids, special tokens included, one list for each chunk
 * @param values the representation, shape [dimension]
 * @param hiddenStates the last hidden state of each token of all chunks, shape [tokens][dimension];
 *     empty if not asked for
 */
record EncodedRow(String model, List<int[]> tokenIds, float[] values, List<float[]> hiddenStates) {

  private static final int SHOWN = 8;

  /** Copies the lists. */
  EncodedRow {
    tokenIds = List.copyOf(tokenIds);
    hiddenStates = List.copyOf(hiddenStates);
  }

  /** Returns one line of JSON; floats have all their digits. */
  String json() {
    return Json.line(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", model);
    json.writeNumberField("dimension", values.length);
    json.writeArrayFieldStart("token_ids");
    for (int[] chunk : tokenIds) {
      json.writeArray(chunk, 0, chunk.length);
    }
    json.writeEndArray();
    json.writeFieldName("values");
    floats(json, values);
    if (!hiddenStates.isEmpty()) {
      json.writeArrayFieldStart("last_hidden_state");
      for (float[] state : hiddenStates) {
        floats(json, state);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void floats(JsonGenerator json, float[] values) throws IOException {
    json.writeStartArray();
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  /** Returns the row for a person, with the first values only. */
  List<String> lines() {
    return List.of(
        model
            + ", "
            + values.length
            + " values, "
            + tokenIds.stream().mapToInt(chunk -> chunk.length).sum()
            + " tokens"
            + (tokenIds.size() == 1 ? "" : " in " + tokenIds.size() + " chunks"),
        "  tokens " + tokenIds.stream().map(Arrays::toString).collect(Collectors.joining(" ")),
        "  values "
            + Arrays.toString(Arrays.copyOf(values, Math.min(SHOWN, values.length)))
                .replace("]", values.length > SHOWN ? ", ...]" : "]"));
  }
}

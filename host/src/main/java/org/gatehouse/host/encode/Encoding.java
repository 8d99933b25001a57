package org.gatehouse.host.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.encoder.RowEncoding;

/** Encodes what the command line asks for. */
final class Encoding {

  private final Encoder encoder;
  private final boolean hiddenStates;

  Encoding(Encoder encoder, boolean hiddenStates) {
    this.encoder = encoder;
    this.hiddenStates = hiddenStates;
  }

  List<EncodedRow> texts(List<String> texts) {
    try {
      return encoder.encode(texts).stream()
          .map(
              encoding ->
                  new EncodedRow(
                      encoder.model(),
                      encoding.tokenIds(),
                      encoding.representation(),
                      hiddenStates ? states(encoding.tokenIds()) : List.of()))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new GatehouseException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The states of all chunks of one text: each chunk is encoded by itself, as for the values. */
  private List<float[]> states(List<int[]> chunks) {
    List<float[]> states = new ArrayList<>();
    for (int[] chunk : chunks) {
      long[] ids = Arrays.stream(chunk).asLongStream().toArray();
      states.addAll(Arrays.asList(encoder.encodeIds(List.of(ids)).get(0).hiddenStates()));
    }
    return states;
  }

  List<EncodedRow> rows(List<TokenRow> rows) {
    List<RowEncoding> encodings;
    try {
      encodings =
          encoder.encodeIds(
              rows.stream().map(TokenRow::ids).toList(),
              rows.stream().map(TokenRow::mask).toList());
    } catch (IllegalArgumentException e) {
      throw new GatehouseException(String.valueOf(e.getMessage()), e);
    }
    List<EncodedRow> encoded = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int[] ids = Arrays.stream(rows.get(i).ids()).mapToInt(Math::toIntExact).toArray();
      encoded.add(
          new EncodedRow(
              encoder.model(),
              List.of(ids),
              encodings.get(i).representation(),
              hiddenStates ? Arrays.asList(encodings.get(i).hiddenStates()) : List.of()));
    }
    return encoded;
  }
}

package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/**
 * One column of a record that has an array for each of them: a value for each peer.
 *
 * <p>Whether a file is such a record may show only further on. Until then what is wrong with a
 * column is kept and not thrown: in another file it is a field of no interest.
 *
 * @param <T> the type of its values
 */
final class RecordColumn<T> {

  private static final int MOST = Neuron.MAX_UID + 1;

  /** Reads the value at which the cursor stands; {@code null} if it is unknown. */
  @FunctionalInterface
  interface ValueReader<T> {
    @Nullable T read() throws IOException;
  }

  private final JsonCursor json;
  private final JsonCursor.Place place;
  private final List<@Nullable T> values = new ArrayList<>();
  private @Nullable MetagraphException failure;

  private RecordColumn(JsonCursor json, JsonCursor.Place place) {
    this.json = json;
    this.place = place;
  }

  /** Reads the column at the cursor; {@code null} if the file has none. */
  static <T> @Nullable RecordColumn<T> read(JsonCursor json, ValueReader<T> reader)
      throws IOException {
    if (json.isNull()) {
      return null;
    }
    RecordColumn<T> column = new RecordColumn<>(json, json.place());
    column.failure = json.attempt(() -> json.array(index -> column.add(index, reader)));
    return column;
  }

  private void add(int index, ValueReader<T> reader) throws IOException {
    if (index == MOST) {
      throw json.unexpected(place, "at most " + MOST + " values", "more");
    }
    values.add(reader.read());
  }

  int size() {
    return values.size();
  }

  JsonCursor.Place place() {
    return place;
  }

  /**
   * Checks that the column was readable.
   *
   * @throws MetagraphException if it was not
   */
  void check() {
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Checks that the column was readable and has a value for each peer, or none at all.
   *
   * @throws MetagraphException if not
   */
  void check(int peers) {
    check();
    if (!values.isEmpty() && values.size() != peers) {
      throw json.unexpected(
          place,
          "the number of hotkeys, " + peers + ", or nothing",
          values.size() + (values.size() == 1 ? " value" : " values"));
    }
  }

  /** Returns the value of a peer, {@code null} if it is unknown. */
  @Nullable T get(int position) {
    return values.isEmpty() ? null : values.get(position);
  }
}

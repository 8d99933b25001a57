package org.gatehouse.formats.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the initializers of a serialized ModelProto; the field numbers are those of onnx.proto. */
final class ModelReader {
  private final WireReader wire;
  private final Map<String, Initializer> initializers = new LinkedHashMap<>();
  private boolean graphSeen;

  private ModelReader(WireReader wire) {
    this.wire = wire;
  }

  /** Returns the initializers by name in the order of the graph. */
  static Map<String, Initializer> read(InputStream in, String origin) {
    ModelReader reader = new ModelReader(new WireReader(in, origin));
    try {
      reader.wire.fields(reader::modelField);
    } catch (IOException e) {
      throw new UncheckedIOException(origin + ": cannot be read: " + e, e);
    }
    if (!reader.graphSeen) {
      throw reader.wire.refusal("expected a graph, found none");
    }
    return reader.initializers;
  }

  private void modelField(int number) throws IOException {
    if (number == 7) {
      graphSeen = true;
      wire.at("graph").message(this::graphField);
    } else {
      wire.skip();
    }
  }

  private void graphField(int number) throws IOException {
    if (number == 5) {
      InitializerBuilder builder = new InitializerBuilder();
      wire.at("initializer[" + initializers.size() + "]").message(n -> tensorField(builder, n));
      add(builder);
    } else {
      wire.skip();
    }
  }

  private void add(InitializerBuilder builder) {
    Initializer initializer;
    try {
      initializer = builder.build();
    } catch (IllegalArgumentException e) {
      throw wire.refusal(e);
    }
    String name = initializer.info().name();
    if (initializers.putIfAbsent(name, initializer) != null) {
      throw wire.refusal("tensor '" + name + "': expected once, found twice");
    }
  }

  private void tensorField(InitializerBuilder builder, int number) throws IOException {
    switch (number) {
      case 1 -> wire.at("dims").varints(builder::addDimension);
      case 2 -> builder.dataType((int) wire.at("data_type").varint());
      case 4 -> wire.at("float_data").fixed32s(builder::addFloat);
      case 7 -> wire.at("int64_data").varints(builder::addLong);
      case 8 -> builder.name(wire.at("name").string());
      case 9 -> builder.rawData(wire.at("raw_data").bytes());
      case 13 -> throw wire.at("external_data").refusal("expected the data in this file");
      case 14 -> {
        long location = wire.at("data_location").varint();
        if (location != 0) {
          throw wire.refusal("expected the data in this file (0), found " + location);
        }
      }
      default -> wire.skip();
    }
  }
}

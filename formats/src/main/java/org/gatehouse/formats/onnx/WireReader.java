package org.gatehouse.formats.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.gatehouse.formats.FormatException;

/**
 * Walks a protobuf message field by field and knows where it stands.
 *
 * <p>Claimed lengths are not believed: {@link CodedInputStream} reads long fields in pieces, so
 * that memory grows only with bytes that are there.
 */
final class WireReader {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String origin;
  private final CodedInputStream in;
  private String path = "model";
  private String field = "";
  private int tag;

  WireReader(InputStream in, String origin) {
    this.in = CodedInputStream.newInstance(in, BUFFER_BYTES);
    this.origin = origin;
  }

  /** Hands every field of the outermost message to the reader, which must consume it. */
  void fields(FieldReader reader) throws IOException {
    try {
      readFields(reader);
    } catch (InvalidProtocolBufferException e) {
      throw refusal(e);
    }
  }

  /** Names the current field, for messages. */
  WireReader at(String name) {
    field = "." + name;
    return this;
  }

  /** Enters the current field as a message. */
  void message(FieldReader reader) throws IOException {
    expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    String outerPath = path;
    String outerField = field;
    int outerLimit = in.pushLimit(in.readRawVarint32());
    path += field;
    readFields(reader);
    if (in.getBytesUntilLimit() > 0) {
      throw refusal("expected " + in.getBytesUntilLimit() + " more bytes, found the end");
    }
    in.popLimit(outerLimit);
    path = outerPath;
    field = outerField;
  }

  private void readFields(FieldReader reader) throws IOException {
    field = "";
    while (!in.isAtEnd()) {
      tag = in.readTag();
      reader.read(WireFormat.getTagFieldNumber(tag));
      field = "";
    }
  }

  long varint() throws IOException {
    expect(WireFormat.WIRETYPE_VARINT);
    return in.readInt64();
  }

  /** Decodes here: CodedInputStream's own string readers trip over negative lengths. */
  String string() throws IOException {
    ByteBuffer utf8 = bytes();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw refusal("expected UTF-8, found other bytes after " + utf8.position());
    }
  }

  ByteBuffer bytes() throws IOException {
    expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return in.readByteBuffer();
  }

  void varints(LongConsumer consumer) throws IOException {
    elements(WireFormat.WIRETYPE_VARINT, () -> consumer.accept(in.readInt64()));
  }

  void fixed32s(IntConsumer consumer) throws IOException {
    elements(WireFormat.WIRETYPE_FIXED32, () -> consumer.accept(in.readFixed32()));
  }

  /** Reads one element, or as many as a packed field holds. */
  private void elements(int wireType, ElementReader reader) throws IOException {
    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      int outerLimit = in.pushLimit(in.readRawVarint32());
      while (in.getBytesUntilLimit() > 0) {
        reader.read();
      }
      in.popLimit(outerLimit);
    } else {
      expect(wireType);
      reader.read();
    }
  }

  /** Passes over the current field. */
  void skip() throws IOException {
    at("field " + WireFormat.getTagFieldNumber(tag));
    int wireType = WireFormat.getTagWireType(tag);
    // CodedInputStream skips a group by recursion: a deep one would end in a StackOverflowError.
    if (wireType == WireFormat.WIRETYPE_START_GROUP || wireType == WireFormat.WIRETYPE_END_GROUP) {
      throw refusal("expected no group, found wire type " + wireType);
    }
    in.skipField(tag);
  }

  private void expect(int wireType) {
    if (WireFormat.getTagWireType(tag) != wireType) {
      throw refusal("expected wire type " + wireType + ", found " + WireFormat.getTagWireType(tag));
    }
  }

  /** Says where the reader stands and what is wrong there. */
  FormatException refusal(String problem) {
    return new FormatException(origin, position() + problem);
  }

  /** Says where the reader stands and passes on what was wrong there. */
  FormatException refusal(Exception cause) {
    return new FormatException(origin, position() + cause.getMessage(), cause);
  }

  private String position() {
    return path + field + " near byte " + in.getTotalBytesRead() + ": ";
  }

  /** What to do with a field of a given number. */
  interface FieldReader {
    void read(int number) throws IOException;
  }

  private interface ElementReader {
    void read() throws IOException;
  }
}

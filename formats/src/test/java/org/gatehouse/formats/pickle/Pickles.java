package org.gatehouse.formats.pickle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Pickles for tests: those that Python wrote, and those put together here. */
final class Pickles {

  static final long MAX_BYTES = 1 << 20;

  private static final PickleClasses ALLOWED =
      PickleClasses.none().withNumpy().withOrderedDict().withRecord("a.Point");

  private Pickles() {}

  static byte[] written(String name) {
    try (InputStream in = Pickles.class.getResourceAsStream("/pickles/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Joins instructions, single bytes, byte arrays and text; PROTO 4 comes before them. */
  static byte[] of(Object... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(Opcode.PROTO.code());
    bytes.write(4);
    for (Object part : parts) {
      if (part instanceof Opcode opcode) {
        bytes.write(opcode.code());
      } else if (part instanceof Integer single) {
        bytes.write(single);
      } else if (part instanceof byte[] several) {
        bytes.writeBytes(several);
      } else {
        bytes.writeBytes(part.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  static Object read(byte[] pickle) {
    return read(pickle, ALLOWED);
  }

  static Object read(byte[] pickle, PickleClasses allowed) {
    return read(pickle, PickleLimits.ofBytes(MAX_BYTES), allowed);
  }

  static Object read(byte[] pickle, PickleLimits limits, PickleClasses allowed) {
    return PickleReader.read(
        new ByteArrayInputStream(pickle), "p.pkl", limits, allowed, PersistentReferences.none());
  }

  static Object read(String name) {
    return read(written(name));
  }
}

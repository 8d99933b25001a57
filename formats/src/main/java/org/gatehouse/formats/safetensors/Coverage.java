package org.gatehouse.formats.safetensors;

import java.util.List;
import org.gatehouse.formats.FormatException;

/** Holds the tensors of one file against its data: every byte belongs to exactly one tensor. */
record Coverage(String origin, long dataStart, long fileSize) {

  /** Refuses the file unless the spans, sorted by their bytes, cover the data exactly. */
  void check(List<TensorSpan> spans) {
    String previous = "the header";
    long covered = 0;
    for (TensorSpan span : spans) {
      checkSize(span);
      if (span.begin() < covered) {
        throw refusal(
            "%s overlaps %s: bytes %d to %d of the file belong to both"
                .formatted(
                    span.description(),
                    previous,
                    dataStart + span.begin(),
                    dataStart + Math.min(covered, span.end())));
      }
      if (span.begin() > covered) {
        throw hole(previous, covered, span.description(), dataStart + span.begin());
      }
      covered = span.end();
      previous = span.description();
    }
    if (dataStart + covered < fileSize) {
      throw hole(previous, covered, "the end of the file", fileSize);
    }
  }

  private void checkSize(TensorSpan span) {
    if (span.end() > fileSize - dataStart) {
      throw refusal(
          "%s lies beyond the file: expected at most %d bytes of data after byte %d"
              .formatted(span.description(), fileSize - dataStart, dataStart));
    }
    if (span.end() - span.begin() != span.info().byteCount()) {
      throw refusal(
          "%s: expected %d bytes for that dtype and shape, found %d at bytes %d to %d of the file"
              .formatted(
                  span.description(),
                  span.info().byteCount(),
                  span.end() - span.begin(),
                  dataStart + span.begin(),
                  dataStart + span.end()));
    }
  }

  private FormatException hole(String before, long covered, String after, long end) {
    return refusal(
        "bytes %d to %d of the file, between %s and %s, belong to no tensor"
            .formatted(dataStart + covered, end, before, after));
  }

  private FormatException refusal(String problem) {
    return new FormatException(origin, problem);
  }
}

package org.gatehouse.host.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineReaderTest {

  private static LineReader reader(String text, int maxBytes) {
    return new LineReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), maxBytes);
  }

  @Test
  void countsLinesAndBytes() throws IOException, MalformedLineException {
    try (LineReader lines = reader("a\n\nüb", 10)) {
      assertThat(lines.next()).isTrue();
      assertThat(lines.text()).isEqualTo("a");
      assertThat(lines.next()).isTrue();
      assertThat(lines.text()).isEmpty();
      assertThat(lines.next()).isTrue();
      assertThat(lines.text()).isEqualTo("üb");
      assertThat(lines.number()).isEqualTo(3);
      assertThat(lines.next()).isFalse();
    }
  }

  @Test
  void aCarriageReturnBelongsToTheLineEndOnlyBeforeALineFeed()
      throws IOException, MalformedLineException {
    try (LineReader lines = reader("12345\r\n\r\na\rb\r\r\nc\r", 5)) {
      List<String> texts = new ArrayList<>();
      while (lines.next()) {
        texts.add(lines.text());
      }
      assertThat(texts).containsExactly("12345", "", "a\rb\r", "c\r");
    }
  }

  @Test
  void aLineThatIsTooLongIsPassedOver() throws IOException, MalformedLineException {
    try (LineReader lines = reader("12345\n123456\nend\n", 5)) {
      assertThat(lines.next()).isTrue();
      assertThat(lines.text()).isEqualTo("12345");
      assertThat(lines.next()).isTrue();
      assertThatThrownBy(lines::text)
          .isInstanceOf(MalformedLineException.class)
          .hasMessage("the line is longer than 5 bytes");
      assertThat(lines.next()).isTrue();
      assertThat(lines.text()).isEqualTo("end");
    }
  }
}

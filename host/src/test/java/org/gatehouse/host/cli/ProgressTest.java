package org.gatehouse.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.telemetry.ProgressListener;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  @Nested
  class WithoutTerminal {

    private final List<String> lines = new ArrayList<>();
    private long seconds;
    private final ProgressListener progress =
        new ProgressLines(lines::add, () -> TimeUnit.SECONDS.toNanos(seconds));

    @Test
    void aTaskIsMentionedAtOnceAndAtItsEnd() {
      progress.progress("export", 0, 10);
      assertThat(lines).containsExactly("export: 0 %");
      seconds = 2;
      progress.progress("export", 5, 10);
      progress.progress("export", 10, 10);
      assertThat(lines).containsExactly("export: 0 %", "export: done");
    }

    @Test
    void aTaskThatIsOverWhenFirstHeardOfIsNotMentioned() {
      progress.progress("export", 10, 10);
      assertThat(lines).isEmpty();
    }

    @Test
    void aTaskMayBeDoneTwice() {
      for (int time = 0; time < 2; time++) {
        progress.progress("export", 1, 10);
        progress.progress("export", 10, 10);
      }
      assertThat(lines)
          .containsExactly("export: 10 %", "export: done", "export: 10 %", "export: done");
    }

    @Test
    void aLongTaskIsMentionedNowAndThenToo() {
      progress.progress("export", 0, 10);
      for (int done = 1; done <= 10; done++) {
        seconds += 2;
        progress.progress("export", done, 10);
      }
      assertThat(lines)
          .containsExactly(
              "export: 0 %", "export: 30 %", "export: 60 %", "export: 90 %", "export: done");
    }

    @Test
    void everyTaskHasItsOwnTime() {
      progress.progress("first", 0, 10);
      seconds = 4;
      progress.progress("second", 1, 10);
      seconds = 8;
      progress.progress("second", 2, 10);
      assertThat(lines).containsExactly("first: 0 %", "second: 10 %");
    }
  }

  @Nested
  class OnATerminal {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            true);

    @Test
    void aBarIsDrawnOverInPlace() {
      ProgressListener progress = console.progress();
      progress.progress("export", 1, 3);
      progress.progress("export", 1, 3);
      progress.progress("export", 3, 3);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .isEqualTo(
              "\r[##########                    ] 33 % export\u001b[K"
                  + "\r[##############################] 100 % export\u001b[K\n");
    }

    @Test
    void aMessageTakesThePlaceOfTheBar() {
      console.progress().progress("export", 1, 3);
      console.message("careful");
      assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("\r\u001b[Kcareful\n");
    }
  }
}

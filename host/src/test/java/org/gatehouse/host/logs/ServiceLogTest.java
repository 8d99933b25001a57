package org.gatehouse.host.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.api.config.ConfigProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** The log of a service, made from the configuration that the process has. */
final class ServiceLogTest {

  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void configureAsTheProcessIs() throws Exception {
    context.setMDCAdapter(MDC.getMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(ServiceLogTest.class.getResource("/logback.xml")));
    OutputStreamAppender<ILoggingEvent> appender =
        (OutputStreamAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    appender.setOutputStream(written);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static Map<String, Object> parse(String line) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        fields.put(name, value.isScalarValue() ? parser.getText() : value);
        parser.skipChildren();
      }
      assertThat(parser.nextToken()).as("what follows in the line").isNull();
    }
    return fields;
  }

  @Test
  void aServiceTellsWhatHappensBesideWhatGoesWrong() {
    context.getLogger("org.gatehouse.a.B").info("unheard");
    ServiceLog.start(context, new LogSettings(false));
    context.getLogger("org.gatehouse.a.B").info("recovered {}", 3);
    context.getLogger("org.elsewhere.C").info("unheard");
    context.getLogger("org.elsewhere.C").warn("odd");
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).endsWith(" INFO B: recovered 3");
    assertThat(lines().get(1)).endsWith(" WARN C: odd");
  }

  @Test
  void jsonIsOneObjectALine() throws IOException {
    ServiceLog.start(context, new LogSettings(true));
    context.getLogger("org.gatehouse.a.B").warn("\"{}\"\n\u0001 größer", "two lines");
    context
        .getLogger("org.gatehouse.a.B")
        .error("failed", new IllegalStateException("because", new IOException("of that")));
    assertThat(lines()).hasSize(2);
    Map<String, Object> first = parse(lines().get(0));
    assertThat(first)
        .containsOnlyKeys(
            "timestamp", "level", "threadName", "loggerName", "formattedMessage", "throwable")
        .containsEntry("level", "WARN")
        .containsEntry("loggerName", "org.gatehouse.a.B")
        .containsEntry("formattedMessage", "\"two lines\"\n\u0001 größer");
    assertThat(Long.parseLong((String) first.get("timestamp"))).isPositive();
    assertThat(parse(lines().get(1))).containsEntry("throwable", JsonToken.START_OBJECT);
    assertThat(lines().get(1)).contains("because", "of that");
  }

  @Test
  void theSettingsComeFromTheirSection() {
    assertThat(
            LogSettings.of(ConfigFactory.defaultReference().getConfig(LogSettings.SECTION)).json())
        .isFalse();
    assertThat(LogSettings.of(ConfigFactory.parseString("format = json")).json()).isTrue();
    assertThat(LogSettings.check(ConfigFactory.parseString("format = xml")))
        .extracting(ConfigProblem::toString)
        .singleElement()
        .asString()
        .contains("expected one of text, json, found \"xml\"");
  }
}

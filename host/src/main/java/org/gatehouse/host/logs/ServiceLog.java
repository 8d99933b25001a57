package org.gatehouse.host.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Objects;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * The log of a process that runs for months, on standard error: what happened besides what went
 * wrong, and on request in a form for programs.
 */
public final class ServiceLog {

  private static final String APPENDER = "STDERR";

  private ServiceLog() {}

  /** Has this process log as a service from now on. */
  public static void start(LogSettings settings) {
    ILoggerFactory logging = LoggerFactory.getILoggerFactory();
    if (logging instanceof LoggerContext context) {
      start(context, settings);
    }
  }

  static void start(LoggerContext context, LogSettings settings) {
    context.getLogger("org.gatehouse").setLevel(Level.INFO);
    if (settings.json()) {
      OutputStreamAppender<ILoggingEvent> appender =
          (OutputStreamAppender<ILoggingEvent>)
              Objects.requireNonNull(
                  context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER), APPENDER);
      appender.setEncoder(json(context));
    }
  }

  /** One object a line: timestamp (ms since 1970), level, threadName, loggerName, and the rest. */
  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithMarkers(false);
    encoder.setWithMDC(false);
    encoder.setWithKVPList(false);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithFormattedMessage(true);
    encoder.start();
    return encoder;
  }
}

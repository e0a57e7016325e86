package dev.mplp.examples.server.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Locale;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Where the log of this process goes, and what is in it. */
public final class Logs {

  private static final String OURS = "dev.mplp";
  private static final String FOR_PEOPLE =
      "%d{HH:mm:ss.SSS} %-5level %logger{0} - %replace(%msg){'[\\r\\n]+', ' | '}"
          + "%replace( [%X{request_id}]){' \\[\\]', ''}%n";
  private static final String FOR_COMMANDS = "[%level] %logger{0} - %msg%n";

  private Logs() {}

  /**
   * Lines of the server, to standard output.
   *
   * @param level from this one on is logged, by libraries less: {@code trace}, {@code debug},
   *     {@code info}, {@code warn} or {@code error}, in any case
   */
  public static void ofServer(LogFormat format, String level) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) { // a host may have chosen another library
      Level ours = Level.toLevel(level.toUpperCase(Locale.ROOT), Level.INFO);
      Encoder<ILoggingEvent> lines =
          format == LogFormat.JSON ? new JsonLines() : pattern(context, FOR_PEOPLE);
      write(context, "System.out", lines, coarser(ours));
      context.getLogger(OURS).setLevel(ours);
    }
  }

  /** Lines of a command, to standard error, where its results are not. */
  static void ofCommand(LoggerContext context, Level level) {
    write(context, "System.err", pattern(context, FOR_COMMANDS), level);
  }

  /** Never finer than INFO: beyond that libraries log headers, and with them tokens. */
  private static Level coarser(Level level) {
    return switch (level.toInt()) {
      case Level.TRACE_INT, Level.DEBUG_INT -> Level.INFO;
      case Level.INFO_INT -> Level.WARN;
      default -> level;
    };
  }

  private static Encoder<ILoggingEvent> pattern(LoggerContext context, String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    return encoder;
  }

  private static void write(
      LoggerContext context, String stream, Encoder<ILoggingEvent> lines, Level level) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("console");
    appender.setTarget(stream);
    lines.setContext(context);
    lines.start();
    appender.setEncoder(lines);
    appender.start();
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    root.setLevel(level);
  }
}

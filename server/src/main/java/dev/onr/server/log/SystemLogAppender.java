package dev.onr.server.log;

import static dev.onr.server.log.SystemLog.field;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Brings what libraries log (Vert.x and Netty, through SLF4J) into the system log, from WARN up.
 * Without it Logback would write to standard output, which belongs to the access log.
 */
public final class SystemLogAppender extends AppenderBase<ILoggingEvent> {
  /** Enough frames to see where a failure comes from, few enough for one line. */
  private static final int FRAMES = 12;

  private final SystemLog log;

  private SystemLogAppender(SystemLog log) {
    this.log = log;
  }

  /** From now on, what libraries log at WARN and above goes to this log and nowhere else. */
  public static void route(SystemLog log) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    context.reset();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(ch.qos.logback.classic.Level.WARN);
    SystemLogAppender appender = new SystemLogAppender(log);
    appender.setContext(context);
    appender.setName("system-log");
    appender.start();
    root.addAppender(appender);
  }

  @Override
  protected void append(ILoggingEvent event) {
    Level level =
        event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.ERROR)
            ? Level.ERROR
            : Level.WARN;
    IThrowableProxy thrown = event.getThrowableProxy();
    log.log(
        level,
        Category.SERVER,
        event.getFormattedMessage() == null ? "" : event.getFormattedMessage(),
        field("logger", event.getLoggerName()),
        field("error", errorText(thrown)),
        field("trace", trace(thrown)));
  }

  private static @Nullable String errorText(@Nullable IThrowableProxy thrown) {
    return thrown == null ? null : thrown.getClassName() + ": " + thrown.getMessage();
  }

  private static @Nullable String trace(@Nullable IThrowableProxy thrown) {
    return thrown == null
        ? null
        : Arrays.stream(thrown.getStackTraceElementProxyArray())
            .limit(FRAMES)
            .map(frame -> frame.getStackTraceElement().toString())
            .collect(Collectors.joining(" < "));
  }
}

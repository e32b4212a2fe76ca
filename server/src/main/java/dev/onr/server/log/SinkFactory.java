package dev.onr.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Opens the targets of the access log and owns the thread that compresses archives. */
final class SinkFactory {
  /** How long a stopping gateway waits for gzip; what is not finished stays uncompressed. */
  private static final long COMPRESSION_GRACE_SECONDS = 10;

  private final OutputStream standardOutput;
  private final Clock clock;
  private final SystemLog log;
  private final ExecutorService background;

  SinkFactory(OutputStream standardOutput, Clock clock, SystemLog log) {
    this.standardOutput = standardOutput;
    this.clock = clock;
    this.log = log;
    // At most one thread, none while there is nothing to compress.
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("onr-log-archive").daemon().factory());
    executor.allowCoreThreadTimeOut(true);
    this.background = executor;
  }

  AccessLog.Opened open(AccessLogSettings settings) throws IOException {
    LineSink sink =
        switch (settings.target()) {
          case AccessLogTarget.Disabled() -> new StreamSink(OutputStream.nullOutputStream(), false);
          case AccessLogTarget.StandardOutput(boolean colour) ->
              new StreamSink(standardOutput, colour);
          case AccessLogTarget.AppendedFile(Path path) -> new FileSink(path);
          case AccessLogTarget.RotatedFile(Path path, Rotation rotation) ->
              new RotatingSink(path, rotation, clock, background, log);
        };
    return new AccessLog.Opened(settings, sink);
  }

  void close() throws InterruptedException {
    background.shutdown();
    if (!background.awaitTermination(COMPRESSION_GRACE_SECONDS, TimeUnit.SECONDS)) {
      background.shutdownNow();
    }
  }
}

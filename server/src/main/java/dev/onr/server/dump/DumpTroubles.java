package dev.onr.server.dump;

import dev.onr.server.log.Category;
import dev.onr.server.log.SystemLog;
import java.nio.file.Path;

/**
 * Tells the system log of dumps that are missing or not whole: once when that begins, since a full
 * disk would fill with the news of it, and once when it is over. Safe for use by many threads.
 */
final class DumpTroubles {
  private final SystemLog log;
  private boolean failing;
  private long lost;

  DumpTroubles(SystemLog log) {
    this.log = log;
  }

  /** There is no dump of this request. */
  void notStarted(String requestId, Path path, String error) {
    failed("traffic dump start failed, skip for request", requestId, path, error);
  }

  /** The dump of this request is not whole. */
  void notWritten(String requestId, Path path, String error) {
    failed("traffic dump write failed", requestId, path, error);
  }

  private synchronized void failed(String message, String requestId, Path path, String error) {
    lost++;
    if (!failing) {
      failing = true;
      log.warn(
          Category.TRAFFIC_DUMP,
          message,
          SystemLog.field("request_id", requestId),
          SystemLog.field("error", error),
          SystemLog.field("path", path));
    }
  }

  /** A dump is whole. */
  synchronized void written(Path path) {
    if (failing) {
      failing = false;
      log.warn(
          Category.TRAFFIC_DUMP,
          "traffic dumps are written again",
          SystemLog.field("path", path),
          SystemLog.field("lost_dumps", lost));
      lost = 0;
    }
  }
}

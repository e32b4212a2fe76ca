package dev.onr.server.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * The time of log lines, {@code yyyy/MM/dd - HH:mm:ss} in the machine's zone. Remembers the text of
 * the last second, as most lines share it; so each thread needs its own.
 */
final class LocalTimeText {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu/MM/dd - HH:mm:ss");

  private final ZoneId zone;
  private long second = Long.MIN_VALUE;
  private String text = "";

  LocalTimeText(ZoneId zone) {
    this.zone = zone;
  }

  String of(Instant time) {
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      text = FORMAT.format(time.atZone(zone));
    }
    return text;
  }
}

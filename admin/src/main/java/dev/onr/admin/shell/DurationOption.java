package dev.onr.admin.shell;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time on the command line: {@code 90s}, {@code 1m30s}, {@code 1.5h}. */
public final class DurationOption {
  private static final Pattern PART = Pattern.compile("\\G(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");

  private DurationOption() {}

  /**
   * Reads a span of time above zero.
   *
   * @throws Failure naming the flag where it is none
   */
  public static Duration parse(String flag, String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    Matcher parts = PART.matcher(lower);
    BigDecimal millis = BigDecimal.ZERO;
    int end = 0;
    while (parts.find()) {
      millis = millis.add(new BigDecimal(parts.group(1)).multiply(unit(parts.group(2))));
      end = parts.end();
    }
    Duration duration = Duration.ofMillis(millis.longValue());
    if (end != lower.length() || lower.isEmpty() || duration.isZero()) {
      throw new Failure(
          "invalid --%s \"%s\": expected a time above zero such as 90s, 5m or 1h"
              .formatted(flag, text));
    }
    return duration;
  }

  private static BigDecimal unit(String name) {
    return BigDecimal.valueOf(
        switch (name) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          default -> 3_600_000;
        });
  }
}

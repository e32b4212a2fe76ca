package dev.onr.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as configuration writes them: {@code 500ms}, {@code 30s}, {@code 2m}. */
public final class DurationText {
  /** What messages show as examples. */
  public static final String EXAMPLES = "500ms, 30s or 2m";

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m)");
  private static final Duration LONGEST = Duration.ofHours(1);

  private DurationText() {}

  /** Reads a length of time above zero and of at most an hour; blanks and case don't count. */
  public static Optional<Duration> parse(String text) {
    Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    return parts.matches()
        ? Optional.of(of(Long.parseLong(parts.group(1)), parts.group(2)))
            .filter(time -> time.isPositive() && time.compareTo(LONGEST) <= 0)
        : Optional.empty();
  }

  private static Duration of(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      default -> Duration.ofMinutes(count);
    };
  }
}

package dev.onr.config.language;

import dev.onr.config.syntax.Token;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Argument types whose values are lengths of time. */
final class Durations {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m)");
  private static final Duration LONGEST = Duration.ofHours(1);

  private Durations() {}

  /** A length of time above zero and of at most an hour, bare or quoted. */
  static ArgumentType upToAnHour(String code) {
    return ArgumentType.of(
        "a time such as 500ms, 30s or 2m",
        in -> {
          List<Token> tokens = in.run();
          String text = ArgumentReader.textOf(tokens).strip().toLowerCase(Locale.ROOT);
          Matcher parts = TEXT.matcher(text);
          if (parts.matches()) {
            Duration time = of(Long.parseLong(parts.group(1)), parts.group(2));
            if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
              return time;
            }
          }
          throw new Refusal(
              code,
              ArgumentReader.spanOf(tokens),
              "%s needs a time such as 500ms, 30s or 2m, at most 60m, not \"%s\""
                  .formatted(in.subject(), text));
        });
  }

  private static Duration of(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      default -> Duration.ofMinutes(count);
    };
  }
}

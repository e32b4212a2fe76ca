package dev.onr.server.channel;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long an upstream wants to be left alone, by the head of its answer: {@code Retry-After} (RFC
 * 9110 §10.2.3) and what vendors say beside it.
 */
public final class CoolDown {
  /**
   * OpenAI: {@code x-ratelimit-remaining-requests: 0} and {@code x-ratelimit-reset-requests: 6m0s}.
   */
  private static final List<String> OPENAI = List.of("requests", "tokens");

  /** Anthropic: {@code anthropic-ratelimit-requests-remaining: 0} and {@code …-reset}, RFC 3339. */
  private static final List<String> ANTHROPIC =
      List.of("requests", "tokens", "input-tokens", "output-tokens");

  private static final Pattern PARTS = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");

  private final MultiMap head;
  private final Instant now;

  private CoolDown(MultiMap head, Instant now) {
    this.head = head;
    this.now = now;
  }

  /**
   * Reads a head.
   *
   * @param status of the answer; only 429, 503 and 529 ask to be left alone
   * @param now the time of day
   * @return how long, above zero; empty where it does not say
   */
  public static Optional<Duration> of(int status, MultiMap head, Instant now) {
    return asks(status) ? new CoolDown(head, now).read() : Optional.empty();
  }

  /** Whether an answer with this status asks to be left alone. */
  public static boolean asks(int status) {
    return status == 429 || status == 503 || status == 529;
  }

  private Optional<Duration> read() {
    return millis("retry-after-ms")
        .or(this::retryAfter)
        .or(() -> limits().max(Comparator.naturalOrder()))
        .filter(Duration::isPositive);
  }

  private Optional<Duration> millis(String name) {
    return number(head.get(name)).map(value -> Duration.ofMillis(Math.round(value)));
  }

  private Optional<Duration> retryAfter() {
    String value = head.get("retry-after");
    return number(value)
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
        .or(() -> until(value, DateTimeFormatter.RFC_1123_DATE_TIME));
  }

  /** Of the limits that are used up, when each is open again. */
  private Stream<Duration> limits() {
    Stream<Optional<Duration>> openAi =
        OPENAI.stream()
            .filter(each -> "0".equals(head.get("x-ratelimit-remaining-" + each)))
            .map(each -> parts(head.get("x-ratelimit-reset-" + each)));
    Stream<Optional<Duration>> anthropic =
        ANTHROPIC.stream()
            .map(each -> "anthropic-ratelimit-" + each)
            .filter(each -> "0".equals(head.get(each + "-remaining")))
            .map(each -> until(head.get(each + "-reset"), DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    return Stream.concat(openAi, anthropic).flatMap(Optional::stream);
  }

  private Optional<Duration> until(@Nullable String text, DateTimeFormatter format) {
    try {
      return text == null
          ? Optional.empty()
          : Optional.of(Duration.between(now, format.parse(text.strip(), Instant::from)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Double> number(@Nullable String text) {
    return text != null && text.strip().matches("[0-9]{1,9}(\\.[0-9]{1,6})?")
        ? Optional.of(Double.valueOf(text.strip()))
        : Optional.empty();
  }

  /** Go's way to write times: {@code 1h2m3.5s}. */
  private static Optional<Duration> parts(@Nullable String text) {
    if (text == null || text.length() > 40) {
      return Optional.empty();
    }
    Matcher matcher = PARTS.matcher(text);
    double millis = 0;
    while (matcher.find()) {
      int unit =
          switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            default -> 3_600_000;
          };
      millis += Double.parseDouble(matcher.group(1)) * unit;
    }
    return millis > 0 ? Optional.of(Duration.ofMillis(Math.round(millis))) : Optional.empty();
  }
}

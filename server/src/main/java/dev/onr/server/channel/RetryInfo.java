package dev.onr.server.channel;

import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long Google's APIs want to be left alone. They say it in the body of an error, as one of its
 * details: {@code {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12.5s"}}.
 */
public final class RetryInfo {
  /** A duration as protocol buffers write it in JSON: seconds, with at most nine digits behind. */
  private static final Pattern DELAY = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?s");

  private static final ObjectPath DETAILS = ObjectPath.parse("$.error.details");

  private RetryInfo() {}

  /** Reads the body of an error; empty where it says nothing of this, or can't be read. */
  public static Optional<Duration> of(byte[] body) {
    try {
      JsonValue root = JsonValue.parse(body);
      // Where a stream was asked for, the error comes in an array.
      return Stream.concat(Stream.of(root), root.elements().stream())
          .flatMap(answer -> elements(answer.find(DETAILS)))
          .flatMap(detail -> delay(detail.member("retryDelay")).stream())
          .filter(Duration::isPositive)
          .findFirst();
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> delay(@Nullable JsonValue value) {
    String text = value == null ? "" : value.string();
    return DELAY.matcher(text).matches()
        ? Optional.of(
            Duration.ofNanos(
                new BigDecimal(text.substring(0, text.length() - 1))
                    .movePointRight(9)
                    .longValueExact()))
        : Optional.empty();
  }

  private static Stream<JsonValue> elements(@Nullable JsonValue array) {
    return (array == null ? List.<JsonValue>of() : array.elements()).stream();
  }
}

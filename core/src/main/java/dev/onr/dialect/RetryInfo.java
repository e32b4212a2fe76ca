package dev.onr.dialect;

import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How long Google's APIs want to be left alone. They say it in the body of an error, as one of its
 * details: {@code {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12.5s"}}.
 */
public final class RetryInfo {
  /** A duration as protocol buffers write it in JSON: seconds, with at most nine digits behind. */
  private static final Pattern DELAY = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?s");

  private RetryInfo() {}

  /** Reads the body of an error; empty where it says nothing of this, or can't be read. */
  public static Optional<Duration> of(byte[] body) {
    try {
      JsonNode root = JsonTree.parse(body);
      // Where a stream was asked for, the error comes in an array.
      Stream<JsonNode> answers = root.isArray() ? root.valueStream() : Stream.of(root);
      return answers.flatMap(answer -> of(answer.path("error")).stream()).findFirst();
    } catch (InvalidJson e) {
      return Optional.empty();
    }
  }

  /** As above, for the error itself. */
  static Optional<Duration> of(JsonNode error) {
    return error
        .path("details")
        .valueStream()
        .map(detail -> detail.path("retryDelay"))
        .filter(delay -> delay.isString() && DELAY.matcher(delay.asString()).matches())
        .map(delay -> duration(delay.asString()))
        .filter(Duration::isPositive)
        .findFirst();
  }

  private static Duration duration(String text) {
    BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
    return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
  }
}

package dev.onr.auth.login;

import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device endpoint gives out (RFC 8628 §3.2).
 *
 * @param deviceCode what this machine asks with
 * @param page where the person goes
 * @param userCode what the person enters there; empty where the page knows it
 * @param interval how long to wait between questions
 * @param lifetime how long the code can be entered; empty where the endpoint doesn't say
 */
public record DeviceCode(
    String deviceCode,
    String page,
    String userCode,
    Duration interval,
    Optional<Duration> lifetime) {
  private static final long USUAL_SECONDS = 5;
  private static final long MOST_SECONDS = 86_400;

  /**
   * Reads an answer.
   *
   * @return nothing where it lacks the code or the page
   */
  public static Optional<DeviceCode> read(byte[] answer) {
    try {
      JsonValue root = JsonValue.parse(answer);
      String code = text(root, "device_code");
      String complete = text(root, "verification_uri_complete");
      String page = complete.isEmpty() ? text(root, "verification_uri") : complete;
      return code.isEmpty() || page.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new DeviceCode(
                  code,
                  page,
                  text(root, "user_code"),
                  seconds(root, "interval").orElse(Duration.ofSeconds(USUAL_SECONDS)),
                  seconds(root, "expires_in")));
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  /** A text member of an answer; empty where there is none. */
  public static String text(JsonValue root, String name) {
    @Nullable JsonValue member = root.member(name);
    return member == null ? "" : member.string().strip();
  }

  private static Optional<Duration> seconds(JsonValue root, String name) {
    @Nullable JsonValue member = root.member(name);
    return (member == null ? Optional.<BigDecimal>empty() : member.number())
        .filter(number -> number.signum() > 0)
        .map(number -> number.min(BigDecimal.valueOf(MOST_SECONDS)).longValue())
        .map(number -> Duration.ofSeconds(Math.max(1, number)));
  }
}

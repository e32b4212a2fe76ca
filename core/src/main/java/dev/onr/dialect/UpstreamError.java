package dev.onr.dialect;

import java.time.Duration;
import java.util.Optional;

/**
 * An error that the upstream reported. Absent texts are empty.
 *
 * @param status HTTP status that belongs to it; 0 where the stream does not tell
 * @param type the vendor's type, for example {@code overloaded_error}
 * @param code the vendor's code
 * @param param the field to blame
 * @param message the vendor's words
 * @param retryAfter how long the vendor wants to be left alone, where the error itself says so
 */
public record UpstreamError(
    int status,
    String type,
    String code,
    String param,
    String message,
    Optional<Duration> retryAfter) {
  /** An error that does not say when to come back. */
  public UpstreamError(int status, String type, String code, String param, String message) {
    this(status, type, code, param, message, Optional.empty());
  }

  /** The same error with another HTTP status. */
  public UpstreamError withStatus(int other) {
    return new UpstreamError(other, type, code, param, message, retryAfter);
  }

  /** The same error with another code. */
  public UpstreamError withCode(String other) {
    return new UpstreamError(status, type, other, param, message, retryAfter);
  }
}

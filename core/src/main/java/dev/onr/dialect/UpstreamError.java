package dev.onr.dialect;

/**
 * An error that the upstream reported. Absent texts are empty.
 *
 * @param status HTTP status that belongs to it; 0 where the stream does not tell
 * @param type the vendor's type, for example {@code overloaded_error}
 * @param code the vendor's code
 * @param param the field to blame
 * @param message the vendor's words
 */
public record UpstreamError(int status, String type, String code, String param, String message) {
  /** The same error with another HTTP status. */
  public UpstreamError withStatus(int other) {
    return new UpstreamError(other, type, code, param, message);
  }

  /** The same error with another code. */
  public UpstreamError withCode(String other) {
    return new UpstreamError(status, type, other, param, message);
  }
}

package dev.onr.dialect;

import java.util.Optional;

/**
 * An upstream answer that can't be used; the client gets 502, or the upstream's own error where it
 * sent one.
 */
public final class InvalidAnswer extends RuntimeException {
  /** Code of an answer that ended before it was complete. */
  public static final String CUT = "upstream_cut";

  private final String code;
  private final Optional<UpstreamError> upstreamError;

  /** An answer that makes no sense, with the code {@code upstream_invalid_response}. */
  public InvalidAnswer(String message) {
    this("upstream_invalid_response", message);
  }

  /** An answer that lacks what the client needs, with a code of its own. */
  public InvalidAnswer(String code, String message) {
    super(message, null, false, false);
    this.code = code;
    this.upstreamError = Optional.empty();
  }

  /** An answer that is an error of the upstream. */
  public InvalidAnswer(UpstreamError error) {
    super(error.message(), null, false, false);
    this.code = error.code().isEmpty() ? "upstream_error" : error.code();
    this.upstreamError = Optional.of(error);
  }

  /** The code that the client gets. */
  public String code() {
    return code;
  }

  /** What the upstream said, where it said something. */
  public Optional<UpstreamError> upstreamError() {
    return upstreamError;
  }
}

package dev.onr.dialect;

import java.util.Optional;

/**
 * An upstream answer that can't be read; the client gets 502, or the upstream's own error where it
 * sent one.
 */
public final class InvalidAnswer extends RuntimeException {
  private final Optional<UpstreamError> upstreamError;

  /** An answer that makes no sense. */
  public InvalidAnswer(String message) {
    super(message, null, false, false);
    this.upstreamError = Optional.empty();
  }

  /** An answer that is an error of the upstream. */
  public InvalidAnswer(UpstreamError error) {
    super(error.message(), null, false, false);
    this.upstreamError = Optional.of(error);
  }

  /** What the upstream said, where it said something. */
  public Optional<UpstreamError> upstreamError() {
    return upstreamError;
  }
}

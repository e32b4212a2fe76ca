package dev.onr.steps;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that a route can't carry out. The client sees {@code status}, {@code code}, {@code
 * param} and the message in its own dialect's error envelope.
 */
public final class RequestRejected extends RuntimeException {
  private final int status;
  private final String code;
  private final @Nullable String param;

  public RequestRejected(int status, String code, String message) {
    this(status, code, message, null);
  }

  public RequestRejected(int status, String code, String message, @Nullable String param) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.param = param;
  }

  /** The HTTP status to answer with. */
  public int status() {
    return status;
  }

  /** The stable error code, for example {@code request_validation_failed}. */
  public String code() {
    return code;
  }

  /** The body path, header or query parameter to blame. */
  public Optional<String> param() {
    return Optional.ofNullable(param);
  }
}

package dev.onr.server.upstream;

/** A fault between the gateway and an upstream. The message names the host and no secret. */
public final class UpstreamFailure extends RuntimeException {
  /** What went wrong, with the status and code that a client gets while nothing was sent yet. */
  public enum Kind {
    /** No connection. */
    UNREACHABLE(502, "upstream_unreachable"),
    /** The connection broke when the request was sent, before an answer head came. */
    DROPPED(502, "upstream_unreachable"),
    /** No connection in time. */
    CONNECT_TIMEOUT(504, "upstream_timeout"),
    /** No answer head in time. */
    TIMEOUT(504, "upstream_timeout"),
    /** The answer is not what HTTP, its own headers or the route's steps say it should be. */
    INVALID(502, "upstream_invalid_response"),
    /** The upstream broke off in the middle of its answer. */
    CUT(502, "upstream_cut"),
    /** The upstream fell silent in the middle of its answer. */
    STALLED(504, "upstream_timeout"),
    /** A token endpoint gave no access token. */
    TOKEN_REFUSED(502, "oauth_token_failed"),
    /** No connection to a token endpoint, or it broke. */
    TOKEN_UNREACHABLE(502, "oauth_token_unreachable"),
    /** No access token in time. */
    TOKEN_TIMEOUT(504, "oauth_token_timeout");

    private final int status;
    private final String code;

    Kind(int status, String code) {
      this.status = status;
      this.code = code;
    }

    /** HTTP status for the client; 502 and 504 are what SDKs try again. */
    public int status() {
      return status;
    }

    /** Stable error code. */
    public String code() {
      return code;
    }
  }

  private final Kind kind;

  public UpstreamFailure(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}

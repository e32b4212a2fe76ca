package dev.onr.query;

/** A query that has no answer; the message says why, in one line. */
public final class QueryFailure extends RuntimeException {
  public QueryFailure(String message) {
    super(message);
  }

  /** Why. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}

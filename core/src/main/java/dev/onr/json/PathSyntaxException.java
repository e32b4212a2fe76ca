package dev.onr.json;

/** A path text that is not one. The message says what is wrong with it. */
public final class PathSyntaxException extends IllegalArgumentException {
  /** What kind of mistake a path has. */
  public enum Reason {
    /** It does not begin with {@code $.}. */
    NO_ROOT,
    /** Nothing between two dots, or at the end. */
    EMPTY_SEGMENT,
    /** A bracket in a path that knows only object keys. */
    ARRAY_INDEX,
    /** A bracket that is not closed, not last in its segment, or holds no known selector. */
    BAD_SELECTOR
  }

  private final Reason reason;

  PathSyntaxException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The kind of mistake. */
  public Reason reason() {
    return reason;
  }
}

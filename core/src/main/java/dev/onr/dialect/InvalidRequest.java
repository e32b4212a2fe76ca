package dev.onr.dialect;

/**
 * A request that can't be read or can't be said in the target; the client gets 400 {@code
 * request_invalid_parameter}.
 */
public final class InvalidRequest extends RuntimeException {
  private final String param;

  /**
   * @param param JSON path of the field to blame, for example {@code messages[0].content}
   * @param message what is wrong and what would be right
   */
  public InvalidRequest(String param, String message) {
    super(message, null, false, false);
    this.param = param;
  }

  /** JSON path of the field to blame. */
  public String param() {
    return param;
  }
}

package dev.onr.dialect;

/** A request that can't be read or can't be said in the target; the client gets 400. */
public final class InvalidRequest extends RuntimeException {
  private final String code;
  private final String param;

  /**
   * A request with the code {@code request_invalid_parameter}.
   *
   * @param param JSON path of the field to blame, for example {@code messages[0].content}
   * @param message what is wrong and what would be right
   */
  public InvalidRequest(String param, String message) {
    this("request_invalid_parameter", param, message);
  }

  /**
   * @param code the code that the client gets
   * @param param JSON path of the field to blame
   * @param message what is wrong and what would be right
   */
  public InvalidRequest(String code, String param, String message) {
    super(message, null, false, false);
    this.code = code;
    this.param = param;
  }

  /** The code that the client gets. */
  public String code() {
    return code;
  }

  /** JSON path of the field to blame. */
  public String param() {
    return param;
  }
}

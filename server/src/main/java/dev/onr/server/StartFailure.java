package dev.onr.server;

/** The gateway could not start; the message is one line that an operator can act on. */
final class StartFailure extends Exception {
  private final String details;

  StartFailure(String message) {
    this(message, "");
  }

  /**
   * @param details further lines for the operator, each with its line end; may be empty
   */
  StartFailure(String message, String details) {
    super(message);
    this.details = details;
  }

  String details() {
    return details;
  }
}

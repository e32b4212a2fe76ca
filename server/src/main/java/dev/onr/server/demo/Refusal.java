package dev.onr.server.demo;

import org.jspecify.annotations.Nullable;

/** A request that the simulated upstream answers with an error in its vendor's shape. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final @Nullable String parameter;

  Refusal(int status, String message, @Nullable String parameter) {
    super(message, null, false, false);
    this.status = status;
    this.parameter = parameter;
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, message, null);
  }

  static Refusal missing(String parameter) {
    return new Refusal(400, "Missing required parameter: '" + parameter + "'.", parameter);
  }

  int status() {
    return status;
  }

  /** The parameter at fault, for dialects that name it. */
  @Nullable String parameter() {
    return parameter;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}

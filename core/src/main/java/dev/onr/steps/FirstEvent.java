package dev.onr.steps;

import dev.onr.json.JsonValue;

/**
 * Looks whether a stream that seemed to succeed is an error. Only the first object can tell: once
 * something went to the client, its status is out.
 */
final class FirstEvent {
  private final ErrorSteps errors;
  private boolean seen;

  /**
   * @param errors what counts as an error; {@link ErrorSteps#NONE} where nothing does
   */
  FirstEvent(ErrorSteps errors) {
    this.errors = errors;
    this.seen = errors.conditions().isEmpty();
  }

  /** Whether the next object is to be shown. */
  boolean isAwaited() {
    return !seen;
  }

  /**
   * Takes the object of an event.
   *
   * @throws dev.onr.dialect.InvalidAnswer when it is an error
   */
  void check(JsonValue object) {
    if (!seen) {
      seen = true;
      errors
          .failed(object)
          .ifPresent(
              condition -> {
                throw ErrorSteps.asError(object.bytes(), condition.status());
              });
    }
  }
}

package dev.onr.steps;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response phase of a route, compiled.
 *
 * @param deletions conditional deletions, on events only; they run first
 * @param json JSON steps, on events and whole bodies
 */
public record ResponseSteps(List<ResponseStep.DeleteIf> deletions, List<ResponseStep.Json> json) {
  /** Answers pass untouched. */
  public static final ResponseSteps NONE = new ResponseSteps(List.of(), List.of());

  public ResponseSteps {
    deletions = List.copyOf(deletions);
    json = List.copyOf(json);
  }

  /** Whether whole bodies must be read; else their bytes pass untouched. */
  public boolean touchesWholeBodies() {
    for (ResponseStep.Json step : json) {
      if (step.events().accepts("")) {
        return true;
      }
    }
    return false;
  }

  /** Whether streams must be read event by event; else their bytes pass untouched. */
  public boolean touchesEvents() {
    return !json.isEmpty() || !deletions.isEmpty();
  }

  /**
   * Runs the JSON steps on a whole, decoded body of any status. A body that is no JSON object
   * passes unchanged.
   *
   * @param contentType the answer's content type; null where it has none
   * @param variables those of the attempt
   */
  public WholeAnswer applyToWhole(byte[] body, @Nullable String contentType, Variables variables) {
    return WholeAnswer.of(this, body, contentType, variables);
  }

  /** A rewriter for the events of one exchange. */
  public EventRewriter newEventRewriter(Variables variables) {
    return new EventRewriter(this, variables);
  }
}

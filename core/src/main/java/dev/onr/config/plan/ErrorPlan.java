package dev.onr.config.plan;

import dev.onr.json.ExtractionPath;
import java.util.List;
import java.util.Optional;

/**
 * What counts as an error, and how errors look.
 *
 * @param map how upstream errors are shown to the client
 * @param conditions which successful answers are errors
 */
public record ErrorPlan(Optional<Map> map, List<Condition> conditions) {
  /** Upstream errors pass through. */
  public static final ErrorPlan NONE = new ErrorPlan(Optional.empty(), List.of());

  public ErrorPlan {
    conditions = List.copyOf(conditions);
  }

  /** How upstream errors are shown. */
  public enum Map {
    OPENAI,
    COMMON,
    PASSTHROUGH
  }

  /**
   * An answer is an error when a value at {@code path} equals {@code literal}, or, where {@code
   * equal} is false, when the path exists and no value does.
   *
   * @param status what the client gets, 400 to 599
   */
  public record Condition(ExtractionPath path, boolean equal, String literal, int status) {}
}

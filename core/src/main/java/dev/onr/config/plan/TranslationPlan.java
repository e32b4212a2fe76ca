package dev.onr.config.plan;

import java.util.Optional;

/**
 * Which translations a route asks for, by the names of their modes. All of them are known modes.
 *
 * @param request {@code req_map}
 * @param whole {@code resp_map}
 * @param stream {@code sse_parse}
 * @param collect {@code sse_collect}: makes a whole answer of a stream
 */
public record TranslationPlan(
    Optional<String> request,
    Optional<String> whole,
    Optional<String> stream,
    Optional<String> collect) {
  /** Client and upstream speak the same dialect. */
  public static final TranslationPlan NONE =
      new TranslationPlan(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

package dev.onr.steps;

import dev.onr.dialect.Mode;
import java.util.Optional;

/**
 * How the answers of a route are translated.
 *
 * @param whole whole answers
 * @param stream streamed answers
 * @param collect streamed answers of the upstream that become whole ones, before {@code whole}
 */
public record AnswerModes(Optional<Mode> whole, Optional<Mode> stream, Optional<Mode> collect) {
  /** Client and upstream speak the same dialect. */
  public static final AnswerModes NONE =
      new AnswerModes(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether answers stay in the upstream's dialect. */
  boolean translateNothing() {
    return whole.isEmpty() && stream.isEmpty() && collect.isEmpty();
  }
}

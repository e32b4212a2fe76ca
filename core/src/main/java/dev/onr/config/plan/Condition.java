package dev.onr.config.plan;

import dev.onr.Api;
import java.util.Optional;

/**
 * Which requests a {@code match} is for.
 *
 * @param api one API; empty for all
 * @param stream streams or whole answers; empty for both
 */
public record Condition(Optional<Api> api, Optional<Boolean> stream) {
  /** Whether a request fits. */
  public boolean accepts(Api requested, boolean streamed) {
    return api.map(requested::equals).orElse(true) && stream.map(s -> s == streamed).orElse(true);
  }
}

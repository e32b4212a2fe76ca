package dev.onr.usage;

import dev.onr.json.ExtractionPath;
import dev.onr.steps.ResponseStep.EventFilter;
import java.util.List;
import java.util.Optional;

/**
 * Where the reason is found for which a model stopped.
 *
 * @param preset the preset that the provider chose; empty for paths written in place
 * @param paths in order
 */
public record FinishRules(Optional<String> preset, List<Path> paths) {
  public FinishRules {
    paths = List.copyOf(paths);
  }

  /**
   * One place.
   *
   * @param path where the reason is
   * @param events in which events
   * @param fallback only where no other path gave a reason
   */
  public record Path(ExtractionPath path, EventFilter events, boolean fallback) {}
}

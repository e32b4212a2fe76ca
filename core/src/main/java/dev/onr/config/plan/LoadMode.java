package dev.onr.config.plan;

/** How forgiving a load is. */
public enum LoadMode {
  /** For {@code -t} and tools: names that nothing knows are errors, and no file is left out. */
  STRICT,
  /**
   * For a running gateway: names that nothing knows are warnings, and a file of a provider
   * directory that can't be used is left out.
   */
  LENIENT
}

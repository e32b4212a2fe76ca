package dev.onr.config.plan;

import dev.onr.config.Diagnostic;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a load gave.
 *
 * @param plan all providers that can be used
 * @param providerBlocks how many provider blocks were found, usable or not
 * @param warnings what is odd but usable, in the order of files and lines
 * @param skippedFiles reasons by the base name of each file that was left out; where an earlier
 *     plan had the file's provider, that provider stays in the plan as it was
 */
public record Loaded(
    Plan plan,
    int providerBlocks,
    List<Diagnostic> warnings,
    SortedMap<String, String> skippedFiles) {

  public Loaded {
    warnings = List.copyOf(warnings);
    skippedFiles = Collections.unmodifiableSortedMap(new TreeMap<>(skippedFiles));
  }
}

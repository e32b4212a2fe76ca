package dev.onr.usage;

import dev.onr.steps.ResponseStep.EventFilter;
import dev.onr.usage.UsageRules.Extraction;
import dev.onr.usage.UsageRules.Fact;
import dev.onr.usage.UsageRules.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds places that are counted twice: as tokens of a whole, and as tokens of one of its parts. */
final class DoubleCounting {
  private DoubleCounting() {}

  /** What a fact reads and where, whatever it is counted as. */
  private record Place(Optional<Source> source, EventFilter events, Extraction extraction) {
    static Place of(Fact fact) {
      return new Place(fact.source(), fact.events(), fact.extraction());
    }
  }

  /** The facts of the whole that read at the very place of a fact of one of the parts. */
  static List<Fact> of(String whole, List<String> parts, List<Fact> facts) {
    Set<Place> places =
        parts.stream()
            .flatMap(part -> tokens(part, facts))
            .map(Place::of)
            .collect(Collectors.toSet());
    return tokens(whole, facts).filter(fact -> places.contains(Place.of(fact))).toList();
  }

  static Stream<Fact> tokens(String dimension, List<Fact> facts) {
    return facts.stream().filter(fact -> fact.counts(dimension, "token"));
  }
}

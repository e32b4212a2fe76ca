package dev.onr.config.plan;

import dev.onr.config.language.Arithmetic;
import dev.onr.json.ExtractionPath;
import dev.onr.steps.ResponseStep.EventFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How usage is read from an exchange.
 *
 * @param preset the preset that the provider chose; empty for rules written in place
 * @param roots where usage objects are
 * @param facts what is counted, in order
 * @param total an own formula for the total
 */
public record UsagePlan(
    Optional<String> preset, List<Root> roots, List<Fact> facts, Optional<Arithmetic> total) {

  public UsagePlan {
    roots = List.copyOf(roots);
    facts = List.copyOf(facts);
  }

  /** A usage object, in which events it counts, and which of its fields do not. */
  public record Root(ExtractionPath path, EventFilter events, Set<String> exclude) {
    public Root {
      exclude = Set.copyOf(exclude);
    }
  }

  /**
   * One counted quantity.
   *
   * @param dimension what is counted, for example {@code input}
   * @param unit in what, for example {@code token}
   * @param source which object the extraction reads
   * @param extraction how the number is found
   * @param events in which events
   * @param gate a condition on the source
   * @param attributes what distinguishes it from its like, for example {@code ttl}
   * @param fallback counts only when nothing else gave this dimension and unit
   * @param scale factor for the number
   */
  public record Fact(
      String dimension,
      String unit,
      Source source,
      Extraction extraction,
      EventFilter events,
      Optional<Gate> gate,
      Map<String, String> attributes,
      boolean fallback,
      Optional<BigDecimal> scale) {
    public Fact {
      attributes = Map.copyOf(attributes);
    }
  }

  /** Which object a fact reads. */
  public enum Source {
    USAGE,
    RESPONSE,
    REQUEST,
    /** Numbers that the gateway computes, for example the duration of audio. */
    DERIVED
  }

  /** How a number is found. */
  public sealed interface Extraction {
    /** The number at a path. */
    record Value(ExtractionPath path) implements Extraction {}

    /** How many values are at a path, of a type and status where given. */
    record Count(ExtractionPath path, Optional<String> type, Optional<String> status)
        implements Extraction {}

    /** The sum of the numbers at a path. */
    record Sum(ExtractionPath path) implements Extraction {}

    /** The length of the text at a path. */
    record Length(ExtractionPath path) implements Extraction {}

    /** A formula. */
    record Formula(Arithmetic formula) implements Extraction {}
  }

  /** Holds when a value at {@code path} equals {@code literal}. */
  public record Gate(ExtractionPath path, String literal) {}
}

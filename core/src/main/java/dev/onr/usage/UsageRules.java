package dev.onr.usage;

import dev.onr.json.Arithmetic;
import dev.onr.json.ExtractionPath;
import dev.onr.steps.ResponseStep.EventFilter;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How usage is read from an exchange, as the configuration says it.
 *
 * @param preset the preset that the provider chose; empty for rules written in place
 * @param roots where usage objects are
 * @param facts what is counted, in order
 * @param total an own formula for the total, over the answer
 * @param tokens what the vendor's counts of tokens contain
 */
public record UsageRules(
    Optional<String> preset,
    List<Root> roots,
    List<Fact> facts,
    Optional<Arithmetic> total,
    TokenSemantics tokens) {

  public UsageRules {
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
   * @param dimension what is counted, for example {@code input}, as it was written
   * @param unit in what, for example {@code token}, as it was written
   * @param source which object the extraction reads; empty means the answer, for want of a usage
   *     object
   * @param extraction how the number is found
   * @param events in which events
   * @param gate a condition on the source
   * @param attributes what distinguishes it from its like, for example {@code ttl}; sorted by name
   * @param fallback counts only when nothing else gave this dimension and unit
   * @param scale factor for the number
   */
  public record Fact(
      String dimension,
      String unit,
      Optional<Source> source,
      Extraction extraction,
      EventFilter events,
      Optional<Gate> gate,
      Map<String, String> attributes,
      boolean fallback,
      Optional<BigDecimal> scale) {
    public Fact {
      Map<String, String> sorted = new TreeMap<>();
      attributes.forEach((name, value) -> sorted.put(name.strip(), value.strip()));
      attributes = Collections.unmodifiableMap(sorted);
    }

    /** Whether it counts this, whatever its case and attributes. */
    public boolean counts(String someDimension, String someUnit) {
      return dimension.strip().equalsIgnoreCase(someDimension)
          && unit.strip().equalsIgnoreCase(someUnit);
    }

    /** What makes quantities one item of a bill: dimension, unit and attributes. */
    BillingIdentity identity() {
      return new BillingIdentity(
          dimension.strip().toLowerCase(Locale.ROOT),
          unit.strip().toLowerCase(Locale.ROOT),
          attributes);
    }

    /** Whether it reads the usage object. */
    boolean readsUsage() {
      return source.filter(each -> each == Source.USAGE).isPresent();
    }
  }

  /** Which object a fact reads. */
  public enum Source {
    /** The usage object, put together from all roots. */
    USAGE,
    /** The answer as the client's dialect has it; in a stream the upstream's event. */
    RESPONSE,
    /** The client's request. */
    REQUEST,
    /** Numbers that the gateway computes, for example the duration of audio. */
    DERIVED,
    /** The upstream's own answer, before it was translated; in a stream its event. */
    UPSTREAM;

    /** As the configuration writes it. */
    public String sourceName() {
      return name().toLowerCase(Locale.ROOT);
    }
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

    /** The length of the text at a path, in code points. */
    record Length(ExtractionPath path) implements Extraction {}

    /** A formula over whole numbers. */
    record Formula(Arithmetic formula) implements Extraction {}
  }

  /** Holds when a value at {@code path} equals {@code literal}. */
  public record Gate(ExtractionPath path, String literal) {}
}

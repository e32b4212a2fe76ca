package dev.onr.json;

import java.math.BigDecimal;
import java.util.List;

/**
 * A sum of numbers, some of which are read from a JSON text: {@code $.total - $.used + 1}.
 *
 * @param terms at least one
 */
public record Arithmetic(List<Term> terms) {
  public Arithmetic {
    terms = List.copyOf(terms);
  }

  /** The value at one path. */
  public static Arithmetic of(ExtractionPath path) {
    return new Arithmetic(List.of(new Term(false, new Operand.Path(path))));
  }

  /** One term, added or subtracted. */
  public record Term(boolean subtracted, Operand operand) {}

  /** What a term is made of. */
  public sealed interface Operand {
    /** The number at a path. */
    record Path(ExtractionPath path) implements Operand {}

    /** A fixed number; never negative. */
    record Fixed(BigDecimal value) implements Operand {}
  }
}

package dev.onr.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

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

  /** The paths that it reads, in order. */
  public List<ExtractionPath> paths() {
    return terms.stream()
        .flatMap(
            term ->
                term.operand() instanceof Operand.Path(ExtractionPath path)
                    ? Stream.of(path)
                    : Stream.empty())
        .toList();
  }

  /** Whether it can give something else than zero where its paths lead nowhere. */
  public boolean hasConstants() {
    return terms.stream()
        .anyMatch(
            term ->
                term.operand() instanceof Operand.Fixed(BigDecimal value) && value.signum() != 0);
  }

  /** The formula as a configuration may write it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Term term : terms) {
      String sign = term.subtracted() ? "-" : "+";
      text.append(text.isEmpty() ? (term.subtracted() ? sign : "") : " " + sign + " ")
          .append(
              switch (term.operand()) {
                case Operand.Path(ExtractionPath path) -> path.toString();
                case Operand.Fixed(BigDecimal value) -> value.toPlainString();
              });
    }
    return text.toString();
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

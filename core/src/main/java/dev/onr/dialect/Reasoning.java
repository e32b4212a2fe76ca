package dev.onr.dialect;

import java.util.OptionalInt;

/**
 * How much the model should think and what of it should be shown. Dialects say it as an effort word
 * or as a token budget; the writer of a target turns one into the other by the model that it writes
 * for.
 *
 * @param mode off, on (enabled with a budget or an effort), adaptive
 * @param effort {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh}, {@code
 *     max}, {@code none} as received; empty where the client gave a budget or nothing
 * @param budget tokens to think with, where the client gave a number
 * @param show what the client wants to see: {@code summarized}, {@code omitted}, {@code auto},
 *     {@code concise}, {@code detailed}; empty where it did not say
 */
public record Reasoning(Mode mode, String effort, OptionalInt budget, String show) {
  /** Whether to think. */
  public enum Mode {
    OFF,
    ON,
    /** The model decides itself. */
    ADAPTIVE,
    /** Only an effort was given, which also governs the answer itself. */
    UNSAID
  }
}

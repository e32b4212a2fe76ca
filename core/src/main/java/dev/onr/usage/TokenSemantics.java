package dev.onr.usage;

import dev.onr.usage.UsageRules.Fact;
import java.util.ArrayList;
import java.util.List;

/**
 * What the token counts that facts give contain. It is declared by a preset ({@code usage_tokens}),
 * checked when the configuration is loaded, and applied in one place, so that {@link
 * Usage#inputTokens()} always is the whole prompt and {@link Usage#outputTokens()} all that the
 * model wrote.
 */
public record TokenSemantics(Input input, Output output) {
  /** Nothing is declared: the facts add up to what they should. */
  public static final TokenSemantics UNDECLARED =
      new TokenSemantics(Input.UNDECLARED, Output.UNDECLARED);

  /** The parts of the input that may come on top of it. */
  static final List<String> CACHE = List.of("cache_read", "cache_write");

  /** The part of the output that may come on top of it. */
  static final String REASONING = "output.reasoning";

  /** Whether the count of input tokens contains those of the cache. */
  public enum Input {
    UNDECLARED,
    /** Cached tokens are a part of the input: OpenAI, Gemini. */
    WITH_CACHE,
    /** Cached tokens come on top: Anthropic. Reads and writes are added to the input. */
    WITHOUT_CACHE
  }

  /** Whether the count of output tokens contains those of reasoning. */
  public enum Output {
    UNDECLARED,
    /** Reasoning is a part of the output: OpenAI, Anthropic. */
    WITH_REASONING,
    /** Reasoning comes on top: xAI. {@code output.reasoning} tokens are added to the output. */
    WITHOUT_REASONING
  }

  /**
   * Something that is declared and that the facts do not bear out.
   *
   * @param trouble what is wrong
   * @param wayOut what to do about it
   */
  public record Contradiction(String trouble, String wayOut) {}

  /** Where these facts contradict what is declared; none where they fit. */
  public List<Contradiction> contradictions(List<Fact> facts) {
    List<Contradiction> found = new ArrayList<>();
    if (input == Input.WITHOUT_CACHE) {
      check(facts, "input", CACHE, "input=without_cache", found);
    }
    if (output == Output.WITHOUT_REASONING) {
      check(facts, "output", List.of(REASONING), "output=without_reasoning", found);
    }
    return found;
  }

  private static void check(
      List<Fact> facts,
      String whole,
      List<String> parts,
      String declared,
      List<Contradiction> found) {
    String names = String.join(" or ", parts);
    if (parts.stream().allMatch(part -> DoubleCounting.tokens(part, facts).findAny().isEmpty())) {
      found.add(
          new Contradiction(
              "%s adds %s tokens to the %s, and no fact counts them"
                  .formatted(declared, names, whole),
              "add a usage_fact %s token, or leave %s out".formatted(parts.getFirst(), declared)));
    }
    for (Fact twice : DoubleCounting.of(whole, parts, facts)) {
      String place = FactJson.place(twice.extraction());
      found.add(
          new Contradiction(
              "%s adds %s tokens to the %s, and %s is counted as both: it would count twice"
                  .formatted(declared, names, whole, place),
              "leave out the usage_fact %s token that reads %s".formatted(whole, place)));
    }
  }
}

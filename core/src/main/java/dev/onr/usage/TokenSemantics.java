package dev.onr.usage;

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

  /** Whether the vendor's count of input tokens contains those of the cache. */
  public enum Input {
    UNDECLARED,
    /** Cached tokens are a part of the input: OpenAI, Gemini. */
    WITH_CACHE,
    /** Cached tokens come on top: Anthropic. Reads and writes are added to the input. */
    WITHOUT_CACHE
  }

  /** Whether the vendor's count of output tokens contains those of reasoning. */
  public enum Output {
    UNDECLARED,
    /** Reasoning is a part of the output: OpenAI, Anthropic. */
    WITH_REASONING,
    /** Reasoning comes on top: xAI. {@code output.reasoning} tokens are added to the output. */
    WITHOUT_REASONING
  }
}

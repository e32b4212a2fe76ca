package dev.onr;

/** The vocabulary in which a client sends requests and expects answers and errors. */
public enum Dialect {
  /** OpenAI's envelope, used by every single-shot API under {@code /v1} as well. */
  OPENAI,
  /** Anthropic Messages. */
  ANTHROPIC,
  /** Gemini generateContent and its relatives under {@code /v1beta}. */
  GEMINI
}

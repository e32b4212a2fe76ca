package dev.onr.dialect;

/** The four dialects in which a conversation can be held. */
public enum Tongue {
  /** OpenAI Chat Completions, and everything that imitates it. */
  CHAT,
  /** OpenAI Responses. */
  RESPONSES,
  /** Anthropic Messages. */
  MESSAGES,
  /** Gemini generateContent. */
  GEMINI
}

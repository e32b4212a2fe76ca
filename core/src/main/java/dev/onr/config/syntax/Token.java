package dev.onr.config.syntax;

import dev.onr.config.Span;

/**
 * One token of a provider file.
 *
 * @param kind what it is
 * @param span where it stands; its text is the raw text, quotes included
 * @param value the decoded text of a string (escapes resolved, not trimmed); the raw text of any
 *     other token
 * @param spaced whether white space or a comment stands before it
 */
public record Token(Kind kind, Span span, String value, boolean spaced) {
  /** Kinds of tokens; white space and comments live between tokens, as trivia. */
  public enum Kind {
    STRING,
    IDENTIFIER,
    OPEN_BRACE,
    CLOSE_BRACE,
    SEMICOLON,
    /** A single character that is none of the above, for example {@code =}, {@code $}, a digit. */
    OTHER,
    END
  }

  public boolean is(Kind other) {
    return kind == other;
  }

  /** True for the single-character token {@code text}. */
  public boolean isOther(String text) {
    return kind == Kind.OTHER && value.equals(text);
  }
}

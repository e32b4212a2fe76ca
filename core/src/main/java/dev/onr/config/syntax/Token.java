package dev.onr.config.syntax;

import dev.onr.config.Span;
import java.util.List;

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

  /**
   * The text of neighbouring tokens as it was written, white space between them included, comments
   * left out; no white space at the ends. This is what arguments that are not words are read from.
   */
  public static String raw(List<Token> tokens) {
    StringBuilder out = new StringBuilder();
    int gap = -1;
    for (Token token : tokens) {
      Span span = token.span();
      if (gap >= 0) {
        for (Trivia trivia : Trivia.split(span.file().span(gap, span.start()))) {
          out.append(trivia.comment() ? "" : trivia.span().text());
        }
      }
      out.append(span.text());
      gap = span.end();
    }
    return out.toString();
  }

  public boolean is(Kind other) {
    return kind == other;
  }

  /** True for the single-character token {@code text}. */
  public boolean isOther(String text) {
    return kind == Kind.OTHER && value.equals(text);
  }
}

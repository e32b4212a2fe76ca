package dev.onr.config.syntax;

import dev.onr.config.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands between two tokens: a stretch of white space or one comment.
 *
 * @param comment true for a comment, from {@code #} or {@code //} up to the line end
 * @param span where it stands
 */
public record Trivia(boolean comment, Span span) {
  /** Cuts the text between two tokens. */
  static List<Trivia> split(Span between) {
    String text = between.file().text();
    List<Trivia> found = new ArrayList<>();
    int at = between.start();
    while (at < between.end()) {
      boolean comment = !isSpace(text.charAt(at));
      int end = comment ? commentEnd(text, at) : spaceEnd(text, at);
      found.add(new Trivia(comment, new Span(between.file(), at, end)));
      at = end;
    }
    return found;
  }

  /** The offset at which the white space and comments from {@code start} on end. */
  static int end(String text, int start) {
    int at = start;
    while (at < text.length()) {
      int next = isSpace(text.charAt(at)) ? spaceEnd(text, at) : commentEnd(text, at);
      if (next == at) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static int spaceEnd(String text, int start) {
    int at = start;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The end of the comment at {@code start}; {@code start} itself where none begins. */
  private static int commentEnd(String text, int start) {
    if (text.charAt(start) != '#' && !text.startsWith("//", start)) {
      return start;
    }
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }
}

package dev.onr.config.syntax;

import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import java.util.List;

/**
 * One file, read completely: also where it has errors, and with nothing of its text lost.
 *
 * @param file the text
 * @param tokens all tokens; the last one is {@code END}
 * @param items statements and blocks; {@code include} statements stand as they were written
 * @param diagnostics what is wrong with the text
 */
public record SyntaxTree(
    SourceFile file, List<Token> tokens, List<Item> items, List<Diagnostic> diagnostics) {
  public SyntaxTree {
    tokens = List.copyOf(tokens);
    items = List.copyOf(items);
    diagnostics = List.copyOf(diagnostics);
  }

  /** The white space and comments between a token, by its index, and the one before it. */
  public List<Trivia> triviaBefore(int token) {
    int start = token == 0 ? 0 : tokens.get(token - 1).span().end();
    return Trivia.split(new Span(file, start, tokens.get(token).span().start()));
  }

  /** Writes the tree out; the result is the text of the file, character by character. */
  public String print() {
    StringBuilder out = new StringBuilder(file.text().length());
    for (int i = 0; i < tokens.size(); i++) {
      triviaBefore(i).forEach(trivia -> out.append(trivia.span().text()));
      out.append(tokens.get(i).span().text());
    }
    return out.toString();
  }
}

package dev.onr.config.syntax;

import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import dev.onr.config.syntax.Item.Block;
import dev.onr.config.syntax.Item.Statement;
import dev.onr.config.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Groups the tokens of one file into statements and blocks and mends what is broken. */
final class TreeBuilder {
  /** Far deeper than the language nests; keeps all later walks of the tree shallow. */
  private static final int DEEPEST = 50;

  private final SourceFile file;
  private final List<Token> tokens;
  private final Predicate<String> directives;
  private final List<Diagnostic> diagnostics;

  /** Where strings and URLs begin that swallowed the rest of their line. */
  private final Set<Integer> swallowing = new HashSet<>();

  /** Opening braces whose closing brace seems to belong to a block further out. */
  private final List<Token> doubtful = new ArrayList<>();

  private final List<Token> unclosed = new ArrayList<>();
  private int at;

  TreeBuilder(SourceFile file, Lexer.Lexed lexed, Predicate<String> directives) {
    this.file = file;
    this.tokens = lexed.tokens();
    this.directives = directives;
    this.diagnostics = new ArrayList<>(lexed.diagnostics());
    for (Diagnostic each : lexed.diagnostics()) {
      if (!each.code().equals("lex.unexpected_character")) {
        each.place().ifPresent(place -> swallowing.add(place.start()));
      }
    }
  }

  SyntaxTree build() {
    List<Item> items = items(0);
    reportUnclosed();
    diagnostics.sort(Comparator.comparing(each -> each.place().map(Span::start).orElse(0)));
    return new SyntaxTree(file, tokens, items, diagnostics);
  }

  /** Everything up to the brace that closes the block around, which stays unread. */
  private List<Item> items(int depth) {
    List<Item> items = new ArrayList<>();
    while (true) {
      Token token = tokens.get(at);
      switch (token.kind()) {
        case END -> {
          return items;
        }
        case CLOSE_BRACE -> {
          if (depth > 0) {
            return items;
          }
          error(token.span(), "this \"}\" closes nothing");
          at++;
        }
        case SEMICOLON -> at++;
        case IDENTIFIER, STRING -> items.add(item(depth));
        case OPEN_BRACE -> {
          error(token.span(), "expected a block name before \"{\"");
          body(token, token, depth);
        }
        case OTHER -> stray(token);
      }
    }
  }

  private Item item(int depth) {
    Token name = tokens.get(at++);
    int first = at;
    while (belongsTo(name)) {
      at++;
    }
    List<Token> words = List.copyOf(tokens.subList(first, at));
    Token next = tokens.get(at);
    if (next.is(Kind.OPEN_BRACE)) {
      List<Item> items = body(name, next, depth);
      return new Block(name, words, items, name.span().to(tokens.get(at - 1).span()));
    }
    Token last = tokens.get(at - 1);
    if (next.is(Kind.SEMICOLON)) {
      at++;
      return new Statement(name, words, name.span().to(next.span()));
    }
    if (!swallowing.contains(last.span().start())) {
      missingSemicolon(name, last, next);
    }
    return new Statement(name, words, name.span().to(last.span()));
  }

  /** Whether the next token still belongs to the statement or header that {@code name} began. */
  private boolean belongsTo(Token name) {
    Token next = tokens.get(at);
    return switch (next.kind()) {
      case SEMICOLON, OPEN_BRACE, CLOSE_BRACE, END -> false;
      case STRING, IDENTIFIER, OTHER ->
          !beginsLine(at)
              || (!swallowing.contains(tokens.get(at - 1).span().start())
                  && !beginsStatement(next, name));
    };
  }

  private boolean beginsStatement(Token token, Token previous) {
    if (Expansion.isInclude(previous) && !tokens.get(at - 1).equals(previous)) {
      return true; // the path is complete, and paths do not run over lines
    }
    Token next = tokens.get(at + 1);
    return token.is(Kind.IDENTIFIER)
        && (Expansion.isInclude(token) || directives.test(token.value()))
        && indent(token) <= indent(previous)
        && !next.isOther("="); // an option on a line of its own
  }

  private void missingSemicolon(Token name, Token last, Token next) {
    if (next.is(Kind.END)) {
      diagnostics.add(
          Diagnostic.error(
              "syntax.unexpected_eof",
              last.span().after(),
              "the file ends before the \";\" of " + quoted(name)));
    } else {
      error(last.span().after(), "expected \";\" at the end of " + quoted(name));
    }
  }

  /** Reads from an opening brace to its closing brace. */
  private List<Item> body(Token name, Token open, int depth) {
    at++;
    if (depth == DEEPEST) {
      skip(open);
      return List.of();
    }
    List<Item> items = items(depth + 1);
    Token close = tokens.get(at);
    if (close.is(Kind.END)) {
      unclosed.add(open);
      return items;
    }
    if (beginsLine(at) && indent(close) < lineIndent(name)) {
      doubtful.add(open);
    }
    at++;
    return items;
  }

  private void skip(Token open) {
    diagnostics.add(
        Diagnostic.error(
            "syntax.too_deep", open.span(), "blocks nest more than " + DEEPEST + " deep here"));
    int depth = 1;
    while (depth > 0 && !tokens.get(at).is(Kind.END)) {
      Kind kind = tokens.get(at++).kind();
      depth += kind == Kind.OPEN_BRACE ? 1 : kind == Kind.CLOSE_BRACE ? -1 : 0;
    }
    if (depth > 0) {
      unclosed.add(open);
    }
  }

  /**
   * One error for each block that the end of the file cuts off. Where indentation shows that a
   * brace further in is the one without a partner, that one is named in place of the outermost.
   */
  private void reportUnclosed() {
    if (!unclosed.isEmpty() && !doubtful.isEmpty()) {
      unclosed.removeLast();
      unclosed.add(doubtful.getFirst());
    }
    for (Token open : unclosed) {
      diagnostics.add(
          Diagnostic.error(
              "syntax.unexpected_eof",
              open.span(),
              "this \"{\" is not closed by the end of the file"));
    }
  }

  /** Skips what cannot begin a statement, together with the rest of that statement. */
  private void stray(Token first) {
    error(first.span(), "expected a directive or block name, found " + quoted(first));
    at++;
    while (true) {
      switch (tokens.get(at).kind()) {
        case SEMICOLON -> {
          at++;
          return;
        }
        case OPEN_BRACE, CLOSE_BRACE, END -> {
          return;
        }
        case IDENTIFIER -> {
          if (beginsLine(at)) {
            return;
          }
          at++;
        }
        case STRING, OTHER -> at++;
      }
    }
  }

  private boolean beginsLine(int token) {
    int end = token == 0 ? 0 : tokens.get(token - 1).span().end();
    int lineStart = file.lineStart(tokens.get(token).span().line());
    return token == 0 || end <= lineStart - 1;
  }

  /** How far from the line's start a token stands. */
  private int indent(Token token) {
    return token.span().start() - file.lineStart(token.span().line());
  }

  /** How far the line of a token is indented. */
  private int lineIndent(Token token) {
    String line = file.lineText(token.span().line());
    return line.length() - line.stripLeading().length();
  }

  private void error(Span place, String message) {
    diagnostics.add(Diagnostic.error("syntax.expected_token", place, message));
  }

  private static String quoted(Token token) {
    String raw = token.span().text();
    return token.is(Kind.STRING) ? raw : "\"" + raw + "\"";
  }
}

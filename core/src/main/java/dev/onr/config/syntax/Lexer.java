package dev.onr.config.syntax;

import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into tokens. Every character belongs to a token or to the white space and comments
 * between two tokens; whatever the text is, all of it is read.
 */
public final class Lexer {
  private final SourceFile file;
  private final String text;
  private final StringScanner strings;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int at;

  private Lexer(SourceFile file) {
    this.file = file;
    this.text = file.text();
    this.strings = new StringScanner(text);
  }

  /**
   * The tokens of a file.
   *
   * @param tokens in the order of the text; the last one is {@code END}
   * @param diagnostics what is wrong with single tokens
   */
  public record Lexed(List<Token> tokens, List<Diagnostic> diagnostics) {
    public Lexed {
      tokens = List.copyOf(tokens);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Cuts a whole file. */
  public static Lexed lex(SourceFile file) {
    return new Lexer(file).run();
  }

  private Lexed run() {
    while (true) {
      int before = at;
      at = Trivia.end(text, at);
      boolean spaced = at > before;
      if (at == text.length()) {
        add(Kind.END, at, "", spaced);
        return new Lexed(tokens, diagnostics);
      }
      next(spaced);
    }
  }

  private void next(boolean spaced) {
    char first = text.charAt(at);
    switch (first) {
      case '{' -> single(Kind.OPEN_BRACE, spaced);
      case '}' -> single(Kind.CLOSE_BRACE, spaced);
      case ';' -> single(Kind.SEMICOLON, spaced);
      case '"', '\'' -> string(spaced);
      default -> {
        if (startsIdentifier(first)) {
          identifier(spaced);
        } else if (first < 0x80) {
          single(Kind.OTHER, spaced);
        } else {
          foreign(spaced);
        }
      }
    }
  }

  private void single(Kind kind, boolean spaced) {
    add(kind, at + 1, text.substring(at, at + 1), spaced);
  }

  private void identifier(boolean spaced) {
    int end = at + 1;
    while (end < text.length() && continuesIdentifier(text.charAt(end))) {
      end++;
    }
    if (text.charAt(end - 1) == ':' && text.startsWith("//", end)) {
      diagnostics.add(
          Diagnostic.error(
                  "syntax.expected_token",
                  file.span(at, end + 2),
                  "the \"//\" of this unquoted URL starts a comment")
              .withHint("put the URL in quotes"));
    }
    add(Kind.IDENTIFIER, end, text.substring(at, end), spaced);
  }

  private void string(boolean spaced) {
    StringScanner.Found found = strings.scan(at);
    String raw = text.substring(at, found.end());
    if (!found.closed()) {
      diagnostics.add(
          Diagnostic.error(
                  "lex.unterminated_string",
                  file.span(at, found.end()),
                  "this string has no closing quote")
              .withHint("close it with " + text.charAt(at)));
    }
    if (raw.indexOf(0xfffd) >= 0) {
      int bad = at + raw.indexOf(0xfffd);
      diagnostics.add(
          Diagnostic.error(
              "lex.unexpected_character", file.span(bad, bad + 1), "this is not UTF-8 text"));
    }
    String inner = raw.substring(1, found.closed() ? raw.length() - 1 : raw.length());
    add(Kind.STRING, found.end(), StringScanner.decode(inner, text.charAt(at)), spaced);
  }

  /** Characters outside ASCII: one token each, one error for a run of them. */
  private void foreign(boolean spaced) {
    int start = at;
    boolean first = true;
    while (at < text.length() && text.charAt(at) >= 0x80) {
      int end = at + Character.charCount(text.codePointAt(at));
      add(Kind.OTHER, end, text.substring(at, end), first && spaced);
      first = false;
    }
    String run = text.substring(start, at);
    int character = run.codePointAt(0);
    boolean quotes = run.codePoints().anyMatch(each -> each >= 0x2018 && each <= 0x201f);
    diagnostics.add(
        Diagnostic.error(
                "lex.unexpected_character",
                file.span(start, at),
                character == 0xfffd
                    ? "this is not UTF-8 text"
                    : "the character %s (U+%04X) may only stand in strings and comments"
                        .formatted(Character.toString(character), character))
            .withHint(quotes ? "use plain quotes: \" or '" : "remove it or quote the value"));
  }

  private void add(Kind kind, int end, String value, boolean spaced) {
    tokens.add(new Token(kind, file.span(at, end), value, spaced));
    at = end;
  }

  private static boolean startsIdentifier(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean continuesIdentifier(char c) {
    return startsIdentifier(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '.';
  }
}

package dev.onr.config.syntax;

import dev.onr.config.ConfigurationException;
import dev.onr.config.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Lays out provider files: one statement a line, indented by the braces around it. Comments stay
 * where they are, spaces between the words of a line too, so that columns survive; of several blank
 * lines one is kept. A final line end is kept where there is one. Formatting twice changes nothing.
 */
public final class Formatter {
  private final String unit;

  private Formatter(String unit) {
    this.unit = unit;
  }

  /**
   * Indents with spaces.
   *
   * @param width spaces for each level, from 1 to 16
   */
  public static Formatter withSpaces(int width) {
    if (width < 1 || width > 16) {
      throw new IllegalArgumentException("indent width must be between 1 and 16, not " + width);
    }
    return new Formatter(" ".repeat(width));
  }

  /** Indents with one tab for each level. */
  public static Formatter withTabs() {
    return new Formatter("\t");
  }

  /**
   * The laid out text of a file.
   *
   * @throws ConfigurationException where the text has errors: nobody knows what it was meant to be
   */
  public String format(SyntaxTree tree) {
    if (tree.diagnostics().stream().anyMatch(each -> each.severity() == Severity.ERROR)) {
      throw new ConfigurationException(tree.diagnostics());
    }
    return new Layout(tree).run();
  }

  private final class Layout {
    private final SyntaxTree tree;
    private final String lineEnd;
    private final StringBuilder out = new StringBuilder();
    private int depth;

    /** Inside a statement or header: its further lines are indented once more. */
    private boolean open;

    /** Right after an opening brace, where no blank line is kept. */
    private boolean blockStart = true;

    /** Line ends since the last thing that was written. */
    private int lineEnds;

    /** Spaces since the last thing that was written, on the same line. */
    private String spaces = "";

    /** Whether the last thing that was written is a comment. */
    private boolean afterComment;

    Layout(SyntaxTree tree) {
      this.tree = tree;
      this.lineEnd = tree.file().text().contains("\r\n") ? "\r\n" : "\n";
    }

    String run() {
      for (int i = 0; i < tree.tokens().size(); i++) {
        tree.triviaBefore(i).forEach(this::trivia);
        token(tree.tokens().get(i));
      }
      return out.toString();
    }

    private void trivia(Trivia trivia) {
      String text = trivia.span().text();
      if (trivia.comment()) {
        comment(text.stripTrailing());
        return;
      }
      lineEnds += (int) text.chars().filter(c -> c == '\n').count();
      spaces = text;
    }

    private void comment(String text) {
      if (lineEnds == 0 && !out.isEmpty()) {
        out.append(spaces.isEmpty() ? " " : spaces).append(text);
      } else {
        newLine(depth + (open ? 1 : 0), text);
      }
      written(true);
    }

    private void token(Token token) {
      switch (token.kind()) {
        case SEMICOLON -> semicolon();
        case OPEN_BRACE -> openBrace();
        case CLOSE_BRACE -> closeBrace();
        case STRING, IDENTIFIER, OTHER -> word(token.span().text());
        case END -> end();
      }
    }

    /** A semicolon that ends nothing is left out. */
    private void semicolon() {
      if (open) {
        put(";", "");
        open = false;
      }
    }

    private void openBrace() {
      put("{", " ");
      open = false;
      blockStart = true;
      depth++;
    }

    private void closeBrace() {
      depth--;
      if (blockStart && !afterComment) {
        out.append("}");
      } else {
        lineEnds = 1;
        newLine(depth, "}");
      }
      blockStart = false;
      written(false);
    }

    private void word(String text) {
      if (open) {
        put(text, lineEnds > 0 ? null : spaces);
      } else {
        newLine(depth, text);
        written(false);
        open = true;
      }
    }

    private void end() {
      String text = tree.file().text();
      if (!out.isEmpty() && text.endsWith("\n")) {
        out.append(lineEnd);
      }
    }

    /** Goes on in the same line, unless {@code gap} is null or a comment has ended the line. */
    private void put(String text, @Nullable String gap) {
      if (afterComment || gap == null) {
        lineEnds = 1;
        newLine(depth + 1, text);
      } else {
        out.append(gap).append(text);
      }
      written(false);
    }

    private void newLine(int indent, String text) {
      if (!out.isEmpty()) {
        out.append(lineEnd);
        if (lineEnds > 1 && !blockStart) {
          out.append(lineEnd);
        }
      }
      out.append(unit.repeat(indent)).append(text);
      blockStart = false;
    }

    private void written(boolean comment) {
      afterComment = comment;
      lineEnds = 0;
      spaces = "";
    }
  }
}

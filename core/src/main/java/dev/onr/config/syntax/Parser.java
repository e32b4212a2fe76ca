package dev.onr.config.syntax;

import dev.onr.config.SourceFile;
import java.util.function.Predicate;

/**
 * Reads a file into a tree of statements and blocks. It does not know what directives mean; whoever
 * does checks names and arguments on the tree.
 */
public final class Parser {
  private final Predicate<String> directives;

  /**
   * @param directives whether a name is one that the language has. Used only to mend errors: a line
   *     that begins with such a name, and is indented no deeper than a statement before it that has
   *     no {@code ;}, begins a new statement
   */
  public Parser(Predicate<String> directives) {
    this.directives = directives;
  }

  /** Reads a whole file; what is wrong with it is in the tree's diagnostics. */
  public SyntaxTree parse(SourceFile file) {
    Lexer.Lexed lexed = Lexer.lex(file);
    return new TreeBuilder(file, lexed, directives).build();
  }
}

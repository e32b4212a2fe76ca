package dev.onr.config.syntax;

import dev.onr.config.Span;
import java.util.List;

/** What stands at statement level: a statement, a block, or the content of an included file. */
public sealed interface Item {
  /** From the first token to the closing {@code ;} or brace. */
  Span span();

  /**
   * {@code name argument … ;}
   *
   * @param name the directive's name
   * @param arguments the tokens between name and {@code ;}
   * @param span from name to {@code ;}
   */
  record Statement(Token name, List<Token> arguments, Span span) implements Item {}

  /**
   * {@code name header … { items }}
   *
   * @param name the block's name
   * @param header the tokens between name and opening brace
   * @param items what stands inside, with includes already replaced by their content
   * @param span from name to closing brace
   */
  record Block(Token name, List<Token> header, List<Item> items, Span span) implements Item {}
}

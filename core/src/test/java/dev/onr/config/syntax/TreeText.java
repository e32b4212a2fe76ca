package dev.onr.config.syntax;

import dev.onr.config.SourceFile;
import dev.onr.config.syntax.Item.Block;
import dev.onr.config.syntax.Item.Statement;
import java.util.List;

/** Writes tokens and trees the way golden cases show them. */
final class TreeText {
  private final SourceFile root;
  private final StringBuilder out = new StringBuilder();

  private TreeText(SourceFile root) {
    this.root = root;
  }

  /** One item a line; what comes from an included file says from where. */
  static String of(SourceFile root, List<Item> items) {
    TreeText text = new TreeText(root);
    text.items(items, "");
    return text.out.toString().stripTrailing();
  }

  /** One token a line: place, kind and value. */
  static String tokens(List<Token> tokens) {
    StringBuilder out = new StringBuilder();
    for (Token token : tokens) {
      out.append("%d:%d".formatted(token.span().line(), token.span().column()))
          .append(token.spaced() ? "  " : " +")
          .append(token.kind())
          .append(' ')
          .append(visible(token.value()))
          .append('\n');
    }
    return out.toString().replaceAll(" +\n", "\n").stripTrailing();
  }

  private void items(List<Item> items, String indent) {
    for (Item item : items) {
      switch (item) {
        case Statement statement ->
            out.append(indent)
                .append(words(statement.name(), statement.arguments()))
                .append(";")
                .append(from(statement))
                .append('\n');
        case Block block -> {
          out.append(indent)
              .append(words(block.name(), block.header()))
              .append(" {")
              .append(from(block))
              .append('\n');
          items(block.items(), indent + "  ");
          out.append(indent).append("}\n");
        }
      }
    }
  }

  private String from(Item item) {
    SourceFile file = item.span().file();
    return file.equals(root) ? "" : "   <- " + file.name() + ":" + item.span().line();
  }

  private static String words(Token name, List<Token> words) {
    StringBuilder out = new StringBuilder(word(name));
    for (Token word : words) {
      out.append(word.spaced() ? " " : "").append(word(word));
    }
    return out.toString();
  }

  private static String word(Token token) {
    return token.is(Token.Kind.STRING) ? "«" + visible(token.value()) + "»" : token.value();
  }

  private static String visible(String text) {
    return text.replace("\n", "⏎").replace("\t", "⇥");
  }
}

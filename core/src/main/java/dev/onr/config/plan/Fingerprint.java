package dev.onr.config.plan;

import dev.onr.config.syntax.Item;
import dev.onr.config.syntax.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells whether blocks say the same. Comments and layout do not count. */
final class Fingerprint {
  private static final char BETWEEN = '\u0001';

  private Fingerprint() {}

  /** The SHA-256 of everything that the blocks say, in hex. */
  static String of(List<Item.Block> blocks) {
    StringBuilder text = new StringBuilder();
    blocks.forEach(block -> write(block, text));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether two blocks are one and the same, or say the very same. */
  static boolean isSame(Item.Block one, Item.Block other) {
    return of(List.of(one)).equals(of(List.of(other)));
  }

  private static void write(Item item, StringBuilder text) {
    switch (item) {
      case Item.Statement(Token name, List<Token> arguments, var ignored) -> {
        write(name, arguments, text);
        text.append(';').append(BETWEEN);
      }
      case Item.Block(Token name, List<Token> header, List<Item> items, var ignored) -> {
        write(name, header, text);
        text.append('{').append(BETWEEN);
        items.forEach(inner -> write(inner, text));
        text.append('}').append(BETWEEN);
      }
    }
  }

  private static void write(Token name, List<Token> tokens, StringBuilder text) {
    text.append(name.span().text()).append(BETWEEN);
    for (Token token : tokens) {
      text.append(token.span().text()).append(BETWEEN);
    }
  }
}

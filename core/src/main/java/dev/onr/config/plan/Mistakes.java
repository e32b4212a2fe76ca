package dev.onr.config.plan;

import dev.onr.config.syntax.Item;
import java.util.function.Predicate;

/** Tells what a block meant to say, also where it could not be read. */
final class Mistakes {
  private Mistakes() {}

  /**
   * Whether a directive was written somewhere in a block. Whoever misses its setting then knows
   * that it was misread, which has been reported, and that its absence is no further news.
   */
  static Predicate<String> in(Item.Block block) {
    return name -> mentions(block, name);
  }

  private static boolean mentions(Item.Block block, String name) {
    return block.items().stream()
        .anyMatch(
            item ->
                switch (item) {
                  case Item.Statement statement -> statement.name().value().equals(name);
                  case Item.Block inner ->
                      inner.name().value().equals(name) || mentions(inner, name);
                });
  }
}

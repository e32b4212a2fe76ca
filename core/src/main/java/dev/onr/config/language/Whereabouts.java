package dev.onr.config.language;

import dev.onr.config.syntax.Token;
import java.util.List;
import java.util.Locale;

/**
 * Where in a file a check is, as findings name it.
 *
 * @param provider the provider's name; blank outside of providers
 * @param scope the blocks inside it, for example {@code match[0].request}; for presets {@code
 *     usage_mode "name"}
 */
record Whereabouts(String provider, String scope) {
  /** Outside of everything. */
  static final Whereabouts OUTSIDE = new Whereabouts("", "");

  /**
   * Where the inside of a block is.
   *
   * @param matches how many matches came before it
   */
  Whereabouts inside(Directive block, List<Token> header, int matches) {
    String name =
        header.isEmpty() ? "" : header.getFirst().value().strip().toLowerCase(Locale.ROOT);
    return switch (block.opens().orElse(Block.FILE)) {
      case PROVIDER -> new Whereabouts(name, "");
      case USAGE_MODE, FINISH_REASON_MODE, MODELS_MODE, BALANCE_MODE ->
          new Whereabouts("", block.name() + " \"" + name + "\"");
      case MATCH -> new Whereabouts(provider, "match[" + matches + "]");
      default ->
          new Whereabouts(provider, scope.isEmpty() ? block.name() : scope + "." + block.name());
    };
  }
}

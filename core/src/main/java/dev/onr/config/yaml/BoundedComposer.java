package dev.onr.config.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Text to nodes. The library's composer calls itself for each level and knows no limit, so a file
 * of brackets would end in a stack overflow.
 */
final class BoundedComposer extends Composer {
  private static final int DEEPEST = 100;

  /** Aliases of lists and mappings; they are shared, not copied, so this can be generous. */
  private static final int MOST_ALIASES = 1000;

  private static final int MOST_CODE_POINTS = 16 << 20;

  private int depth;

  private BoundedComposer(LoadSettings settings, String text) {
    super(settings, new ParserImpl(settings, new StreamReader(settings, text)));
  }

  /**
   * The first document, or nothing where there is none. With the failsafe schema every scalar stays
   * text and {@code <<} an ordinary key: types, merging and odd keys are {@link YamlTree}'s
   * business.
   */
  static Optional<Node> compose(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new FailsafeSchema())
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setAllowNonScalarKeys(true)
            .setCodePointLimit(MOST_CODE_POINTS)
            .build();
    BoundedComposer composer = new BoundedComposer(settings, text);
    return composer.hasNext() ? Optional.of(composer.next()) : Optional.empty();
  }

  @Override
  protected SequenceNode composeSequenceNode(Optional<Anchor> anchor) {
    descend();
    SequenceNode node = super.composeSequenceNode(anchor);
    depth--;
    return node;
  }

  @Override
  protected Node composeMappingNode(Optional<Anchor> anchor) {
    descend();
    Node node = super.composeMappingNode(anchor);
    depth--;
    return node;
  }

  private void descend() {
    depth++;
    if (depth > DEEPEST) {
      Optional<Mark> mark = parser.peekEvent().getStartMark();
      throw new ComposerException("more than " + DEEPEST + " levels of nesting", mark);
    }
  }
}

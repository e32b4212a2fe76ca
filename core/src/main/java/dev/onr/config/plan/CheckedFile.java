package dev.onr.config.plan;

import dev.onr.config.Span;
import dev.onr.config.language.Block;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Section;
import dev.onr.config.syntax.ExpandedTree;
import dev.onr.config.syntax.Item;
import java.util.List;

/**
 * A file that was read with its includes and held against the table.
 *
 * @param path as it was asked for
 * @param tree the text
 * @param sections providers and presets
 * @param findings what is wrong or odd so far; later stages add to it
 */
record CheckedFile(String path, ExpandedTree tree, List<Section> sections, Findings findings) {
  List<Section> providers() {
    return sections.stream().filter(section -> section.block() == Block.PROVIDER).toList();
  }

  List<Section> presets() {
    return sections.stream().filter(Presets::isPreset).toList();
  }

  /** Whether nothing is wrong outside of provider blocks. */
  boolean presetsAreSound() {
    return findings.errors().stream()
        .allMatch(
            error ->
                error.place().isPresent()
                    && tree.items().stream()
                        .anyMatch(item -> isProviderAround(item, error.place().get())));
  }

  private static boolean isProviderAround(Item item, Span place) {
    return item instanceof Item.Block block
        && block.name().value().equals(Block.PROVIDER.word())
        && block.span().file().equals(place.file())
        && block.span().start() <= place.start()
        && place.end() <= block.span().end();
  }

  /** The file's own name, without directories. */
  String baseName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

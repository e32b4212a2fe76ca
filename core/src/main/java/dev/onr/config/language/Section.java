package dev.onr.config.language;

import dev.onr.config.Span;
import dev.onr.config.syntax.Item;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block that was read and checked.
 *
 * @param directive its row
 * @param header what stands before its opening brace
 * @param settings its statements, in order
 * @param sections the blocks inside it, in order
 * @param source the block as it was written
 */
public record Section(
    Directive directive,
    Arguments header,
    List<Setting> settings,
    List<Section> sections,
    Item.Block source) {

  public Section {
    settings = List.copyOf(settings);
    sections = List.copyOf(sections);
  }

  /** What kind of block it is. */
  public Block block() {
    return directive.opens().orElse(Block.FILE);
  }

  /** Its first word, for messages. */
  public Span place() {
    return source.name().span();
  }

  /** The blocks of one kind inside it. */
  public Stream<Section> sections(Block kind) {
    return sections.stream().filter(section -> section.block() == kind);
  }

  /** All statements in it and in the blocks inside it, in order. */
  public Stream<Setting> allSettings() {
    return Stream.concat(settings.stream(), sections.stream().flatMap(Section::allSettings));
  }
}

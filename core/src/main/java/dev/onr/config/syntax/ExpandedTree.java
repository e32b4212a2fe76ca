package dev.onr.config.syntax;

import dev.onr.config.Diagnostic;
import dev.onr.config.Severity;
import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import java.util.List;

/**
 * A file with all its includes: what stands in the included files stands in place of the {@code
 * include} statements. Each token knows the file that it comes from.
 *
 * @param files all files that were read, the first one first, each once
 * @param items statements and blocks, without {@code include}
 * @param diagnostics what is wrong with the text of all these files
 */
public record ExpandedTree(List<SourceFile> files, List<Item> items, List<Diagnostic> diagnostics) {
  public ExpandedTree {
    files = List.copyOf(files);
    items = List.copyOf(items);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Whether anything was found that makes the files unusable. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(each -> each.severity() == Severity.ERROR);
  }

  /**
   * Whether the text of a statement, or of a block's name and header, is already known to be wrong,
   * so that whoever checks it need not complain again.
   */
  public boolean isDamaged(Item item) {
    Span text =
        switch (item) {
          case Item.Statement statement -> statement.span();
          case Item.Block block ->
              block.header().isEmpty()
                  ? block.name().span()
                  : block.name().span().to(block.header().getLast().span());
        };
    return diagnostics.stream()
        .flatMap(each -> each.place().stream())
        .anyMatch(place -> place.touches(text));
  }
}

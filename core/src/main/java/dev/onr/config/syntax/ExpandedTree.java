package dev.onr.config.syntax;

import dev.onr.config.Diagnostic;
import dev.onr.config.Severity;
import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file with all its includes: what stands in the included files stands in place of the {@code
 * include} statements. Each token knows the file that it comes from.
 */
public final class ExpandedTree {
  private final List<SourceFile> files;
  private final List<Item> items;
  private final List<Diagnostic> diagnostics;

  /**
   * By file name: the offset at which a finding begins, and the last offset that it or one before
   * it reaches.
   */
  private final Map<String, TreeMap<Integer, Integer>> findings = new HashMap<>();

  ExpandedTree(List<SourceFile> files, List<Item> items, List<Diagnostic> diagnostics) {
    this.files = List.copyOf(files);
    this.items = List.copyOf(items);
    this.diagnostics = inOrder(diagnostics);
    for (Diagnostic each : this.diagnostics) {
      each.place()
          .ifPresent(
              place -> {
                var reach = findings.computeIfAbsent(each.file(), name -> new TreeMap<>());
                int before = reach.isEmpty() ? 0 : reach.lastEntry().getValue();
                reach.put(place.start(), Math.max(before, place.end()));
              });
    }
  }

  /** What is left when the first file cannot be read. */
  static ExpandedTree unreadable(Diagnostic why) {
    return new ExpandedTree(List.of(), List.of(), List.of(why));
  }

  /** All files that were read, each once, the first one first; empty where that is unreadable. */
  public List<SourceFile> files() {
    return files;
  }

  /** Statements and blocks, none of them an {@code include}. */
  public List<Item> items() {
    return items;
  }

  /** What is wrong with the text of all these files, by file and place. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
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
          case Item.Block block when block.header().isEmpty() -> block.name().span();
          case Item.Block block -> block.name().span().to(block.header().getLast().span());
        };
    TreeMap<Integer, Integer> reach = findings.get(text.file().name());
    Map.Entry<Integer, Integer> last = reach == null ? null : reach.floorEntry(text.end());
    return last != null && last.getValue() >= text.start();
  }

  private List<Diagnostic> inOrder(List<Diagnostic> unordered) {
    Map<String, Integer> order = new HashMap<>();
    files.forEach(file -> order.putIfAbsent(file.name(), order.size()));
    return unordered.stream()
        .sorted(
            Comparator.comparing((Diagnostic each) -> order.getOrDefault(each.file(), 0))
                .thenComparing(each -> each.place().map(Span::start).orElse(0)))
        .toList();
  }
}

package dev.onr.config.language;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one table of the language. Everything that knows directives reads it. */
public final class Directives {
  private static final List<Directive> ROWS =
      Stream.of(
              StructureTable.rows(),
              AuthTable.rows(),
              UpstreamTable.rows(),
              PolicyTable.rows(),
              JsonTable.rows(),
              RuleTable.rows(),
              ResponseTable.rows(),
              MetricsTable.rows(),
              QueryTable.rows())
          .flatMap(List::stream)
          .map(DirectiveBuilder::row)
          .toList();

  private static final Map<Block, Map<String, Directive>> BY_BLOCK = byBlock();

  private Directives() {}

  /** All rows, in the order of a reader's interest. */
  public static List<Directive> all() {
    return ROWS;
  }

  /** What a name means in a block. */
  public static Optional<Directive> find(Block block, String name) {
    return Optional.ofNullable(in(block).get(name));
  }

  /** The names that a block knows, without removed ones. */
  public static List<String> namesIn(Block block) {
    return in(block).values().stream()
        .filter(row -> !row.isRemoved())
        .map(Directive::name)
        .toList();
  }

  /** The blocks in which a name means something; empty for names that the language lacks. */
  public static Set<Block> blocksOf(String name) {
    return ROWS.stream()
        .filter(row -> row.name().equals(name))
        .flatMap(row -> row.in().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether the language has, or once had, this name. */
  public static boolean isKnown(String name) {
    return ROWS.stream().anyMatch(row -> row.name().equals(name));
  }

  private static Map<String, Directive> in(Block block) {
    return BY_BLOCK.getOrDefault(block, Map.of());
  }

  private static Map<Block, Map<String, Directive>> byBlock() {
    Map<Block, Map<String, Directive>> table = new EnumMap<>(Block.class);
    Arrays.stream(Block.values()).forEach(block -> table.put(block, new LinkedHashMap<>()));
    for (Directive row : ROWS) {
      for (Block block : row.in()) {
        Directive twin = table.getOrDefault(block, Map.of()).get(row.name());
        if (twin != null) {
          throw new IllegalStateException("two rows for " + row.name() + " " + block.where());
        }
        table.computeIfAbsent(block, key -> new LinkedHashMap<>()).put(row.name(), row);
      }
    }
    return table;
  }
}

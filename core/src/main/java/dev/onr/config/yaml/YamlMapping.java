package dev.onr.config.yaml;

import dev.onr.config.NearNames;
import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a YAML file, read key by key.
 *
 * <p>Every method that reads a key gives an empty result where the key is absent or null. Where the
 * value has the wrong type, it reports that to the {@link Findings} and gives an empty result too,
 * so that reading goes on and finds the next mistake. A key once asked for is known from then on.
 */
public final class YamlMapping {
  private final YamlTree tree;
  private final String path;
  private final Span place;
  private final Map<String, NodeTuple> entries;
  private final Set<String> known = new TreeSet<>();

  YamlMapping(YamlTree tree, String path, Span place, Map<String, NodeTuple> entries) {
    this.tree = tree;
    this.path = path;
    this.place = place;
    this.entries = entries;
  }

  /** Opens a file at its root. An empty file is an empty mapping, and so is one that is broken. */
  public static YamlMapping open(SourceFile file, Findings findings) {
    return open(file, file, findings);
  }

  /**
   * Opens a file that holds secrets.
   *
   * @param shown the same text, of the same length, with the secrets painted over: what diagnostics
   *     may show
   */
  public static YamlMapping open(SourceFile file, SourceFile shown, Findings findings) {
    return new YamlTree(shown, findings).root(file.text());
  }

  /** Whether the key is there, even if null. */
  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Whether the key is there and null. */
  public boolean isNull(String key) {
    NodeTuple entry = entries.get(key);
    return entry != null && isNull(entry.getValueNode());
  }

  /**
   * All keys in the order of the file, for a mapping whose keys are names that operators choose.
   */
  public List<YamlText> keys() {
    return entries.values().stream()
        .map(NodeTuple::getKeyNode)
        .map(key -> new YamlText(((ScalarNode) key).getValue(), tree.span(key)))
        .toList();
  }

  /** Where the key stands; where it is absent, where this mapping begins. */
  public Span place(String key) {
    NodeTuple entry = entries.get(key);
    return entry == null ? place : tree.span(entry.getKeyNode());
  }

  /** Where this mapping begins. */
  public Span place() {
    return place;
  }

  /** A text: any scalar, as it is written. */
  public Optional<YamlText> text(String key) {
    return scalar(key, "a text").map(node -> new YamlText(node.getValue(), tree.span(node)));
  }

  /** A truth value; {@code yes}, {@code no}, {@code on} and {@code off} count. */
  public Optional<Boolean> flag(String key) {
    Optional<ScalarNode> node = scalar(key, "true or false");
    Optional<Boolean> value = node.flatMap(Scalars::flag);
    if (node.isPresent() && value.isEmpty()) {
      wrongType(key, node.get(), "true or false");
    }
    return value;
  }

  /** A whole number. */
  public OptionalLong whole(String key) {
    Optional<ScalarNode> node = scalar(key, "a whole number");
    OptionalLong value = node.map(Scalars::whole).orElse(OptionalLong.empty());
    if (node.isPresent() && value.isEmpty()) {
      wrongType(key, node.get(), "a whole number");
    }
    return value;
  }

  /** A decimal number, exactly as it is written. */
  public Optional<BigDecimal> decimal(String key) {
    Optional<ScalarNode> node = scalar(key, "a number");
    Optional<BigDecimal> value = node.flatMap(Scalars::decimal);
    if (node.isPresent() && value.isEmpty()) {
      wrongType(key, node.get(), "a number");
    }
    return value;
  }

  /** A list of texts; an element that is null is an empty one. */
  public List<YamlText> texts(String key) {
    List<YamlText> texts = new ArrayList<>();
    for (Node element : elements(key, "a list of texts")) {
      if (element instanceof ScalarNode scalar) {
        texts.add(new YamlText(isNull(scalar) ? "" : scalar.getValue(), tree.span(scalar)));
      } else {
        tree.error("yaml.type", tree.point(element), path(key) + " must be a list of texts only");
      }
    }
    return texts;
  }

  /** A mapping; an empty one where there is none. */
  public YamlMapping mapping(String key) {
    known.add(key);
    NodeTuple entry = entries.get(key);
    if (entry != null && entry.getValueNode() instanceof MappingNode node) {
      return tree.open(node, path(key));
    }
    if (entry != null && !isNull(entry.getValueNode())) {
      wrongType(key, entry.getValueNode(), "a mapping");
    }
    return new YamlMapping(tree, path(key), place(key), Map.of());
  }

  /** A list of mappings; an element that is null, or no mapping, is an empty one. */
  public List<YamlMapping> mappings(String key) {
    List<YamlMapping> mappings = new ArrayList<>();
    for (Node element : elements(key, "a list of mappings")) {
      String name = path(key) + "[" + mappings.size() + "]";
      if (element instanceof MappingNode node) {
        mappings.add(tree.open(node, name));
      } else {
        if (!isNull(element)) {
          tree.error("yaml.type", tree.point(element), name + " must be a mapping");
        }
        mappings.add(new YamlMapping(tree, name, tree.point(element), Map.of()));
      }
    }
    return mappings;
  }

  /** A list whose elements are texts or mappings; an element that is null is an empty text. */
  public List<YamlEntry> textsOrMappings(String key) {
    List<YamlEntry> found = new ArrayList<>();
    int index = 0;
    for (Node element : elements(key, "a list of texts or mappings")) {
      String name = path(key) + "[" + index++ + "]";
      switch (element) {
        case ScalarNode scalar ->
            found.add(
                new YamlEntry.Text(
                    new YamlText(isNull(scalar) ? "" : scalar.getValue(), tree.span(scalar))));
        case MappingNode mapping -> found.add(new YamlEntry.Mapping(tree.open(mapping, name)));
        default ->
            tree.error("yaml.type", tree.point(element), name + " must be a text or a mapping");
      }
    }
    return found;
  }

  /**
   * Warns of every key that has not been asked for: it has no effect. Keys that begin with {@code
   * x-} are left alone; by custom they hold what anchors refer to.
   */
  public void warnOfUnknownKeys() {
    entries.forEach(
        (key, entry) -> {
          if (!key.startsWith("x-") && known.add(key)) {
            Set<String> candidates = new TreeSet<>(known);
            candidates.remove(key);
            tree.warning(
                "yaml.unknown_key",
                tree.span(entry.getKeyNode()),
                path(tree.shown(entry)) + " is not a known key and has no effect",
                NearNames.hint(key, candidates));
          }
        });
  }

  Map<String, NodeTuple> entries() {
    return entries;
  }

  private Optional<ScalarNode> scalar(String key, String wanted) {
    known.add(key);
    NodeTuple entry = entries.get(key);
    if (entry == null || isNull(entry.getValueNode())) {
      return Optional.empty();
    }
    if (entry.getValueNode() instanceof ScalarNode scalar) {
      return Optional.of(scalar);
    }
    wrongType(key, entry.getValueNode(), wanted);
    return Optional.empty();
  }

  private List<Node> elements(String key, String wanted) {
    known.add(key);
    NodeTuple entry = entries.get(key);
    if (entry != null && entry.getValueNode() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    if (entry != null && !isNull(entry.getValueNode())) {
      wrongType(key, entry.getValueNode(), wanted);
    }
    return List.of();
  }

  private void wrongType(String key, Node value, String wanted) {
    String found =
        switch (value) {
          case MappingNode _ -> ", not a mapping";
          case SequenceNode _ -> ", not a list";
          case ScalarNode scalar when !scalar.isPlain() -> ", not a quoted text";
          default -> "";
        };
    tree.error("yaml.type", tree.point(value), path(key) + " must be " + wanted + found);
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && Scalars.isNull(scalar);
  }
}

package dev.onr.config.yaml;

import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One YAML file on its way from nodes to {@link YamlMapping}s. */
final class YamlTree {
  private static final String MERGE = "<<";

  private final SourceFile shown;
  private final Findings findings;

  /** Which code points of the file take two chars, by their number, ascending. */
  private final int[] pairs;

  /** Each mapping is opened once, however many aliases lead to it: expansion can't explode. */
  private final IdentityHashMap<MappingNode, YamlMapping> opened = new IdentityHashMap<>();

  private final Set<MappingNode> merging = Collections.newSetFromMap(new IdentityHashMap<>());

  YamlTree(SourceFile shown, Findings findings) {
    this.shown = shown;
    this.findings = findings;
    this.pairs = pairs(shown.text());
  }

  private static int[] pairs(String text) {
    if (text.codePointCount(0, text.length()) == text.length()) {
      return new int[0];
    }
    int[] points = text.codePoints().toArray();
    return IntStream.range(0, points.length)
        .filter(i -> Character.isSupplementaryCodePoint(points[i]))
        .toArray();
  }

  /** The root mapping; an empty one where the file is empty or can't be read. */
  YamlMapping root(String text) {
    try {
      Optional<Node> root = BoundedComposer.compose(text);
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        checkAllMappings(mapping);
        return open(mapping, "");
      }
      boolean empty =
          root.isEmpty() || (root.get() instanceof ScalarNode scalar && Scalars.isNull(scalar));
      if (!empty) {
        error("yaml.root", span(root.get()), "the file must be a mapping of keys to values");
      }
    } catch (MarkedYamlEngineException e) {
      String problem = e.getProblem() == null ? "malformed YAML" : e.getProblem();
      String context =
          e.getContext() == null || e.getContext().isBlank() ? "" : e.getContext() + ": ";
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      error(
          "yaml.syntax", mark.map(this::point).orElseGet(this::start), oneLine(context + problem));
    } catch (ReaderException e) {
      int offset = Math.min(offset(e.getPosition()), shown.text().length());
      error(
          "yaml.syntax",
          new Span(shown, offset, offset),
          "the character U+%04X isn't allowed in YAML".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      error("yaml.syntax", start(), oneLine(String.valueOf(e.getMessage())));
    }
    return new YamlMapping(this, "", start(), Map.of());
  }

  YamlMapping open(MappingNode node, String path) {
    YamlMapping known = opened.get(node);
    if (known == null) {
      Map<String, NodeTuple> entries = merged(node);
      known = new YamlMapping(this, path, point(node), entries);
      opened.put(node, known);
    }
    return known;
  }

  /** A mapping's own entries, then those that it merges in; the first of a name counts. */
  private Map<String, NodeTuple> merged(MappingNode node) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    if (!merging.add(node)) {
      error("yaml.merge", point(node), "a mapping can't be merged into itself");
      return entries;
    }
    List<Node> merges = new ArrayList<>();
    for (NodeTuple tuple : node.getValue()) {
      if (isMerge(tuple.getKeyNode())) {
        merges.add(tuple.getValueNode());
      } else if (tuple.getKeyNode() instanceof ScalarNode key) {
        entries.putIfAbsent(key.getValue(), tuple);
      }
    }
    for (Node merge : merges) {
      if (merge instanceof SequenceNode several) {
        several.getValue().forEach(each -> merge(each, entries));
      } else {
        merge(merge, entries);
      }
    }
    merging.remove(node);
    return entries;
  }

  private void merge(Node node, Map<String, NodeTuple> entries) {
    if (!(node instanceof MappingNode mapping)) {
      error("yaml.merge", point(node), "<< takes a mapping or a list of mappings");
    } else if (opened.containsKey(mapping)) {
      opened.get(mapping).entries().forEach(entries::putIfAbsent);
    } else {
      open(mapping, "").entries().forEach(entries::putIfAbsent);
    }
  }

  private static boolean isMerge(Node key) {
    return key instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().equals(MERGE);
  }

  /** Looks for what is wrong in every mapping, also those that nobody will ask for. */
  private void checkAllMappings(Node root) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Node> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof SequenceNode sequence) {
        open.addAll(sequence.getValue());
      } else if (node instanceof MappingNode mapping) {
        checkKeys(mapping);
        mapping.getValue().forEach(tuple -> open.add(tuple.getValueNode()));
      }
    }
  }

  private void checkKeys(MappingNode mapping) {
    Map<String, Span> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        error("yaml.key", point(tuple.getKeyNode()), "a key must be a plain text");
        continue;
      }
      Span first = keys.putIfAbsent(key.getValue(), span(key));
      if (first != null) {
        error(
            "yaml.duplicate_key",
            span(key),
            "the key %s stands here a second time; line %d has it first"
                .formatted(shown(tuple), first.line()));
      }
    }
  }

  /**
   * A key for messages. One without a value may itself be a secret that lacks its key, as in {@code
   * {value:secret}}, so that one is shown only where the file may be.
   */
  String shown(NodeTuple tuple) {
    ScalarNode key = (ScalarNode) tuple.getKeyNode();
    boolean alone = tuple.getValueNode() instanceof ScalarNode value && Scalars.isNull(value);
    return alone ? span(key).text() : key.getValue();
  }

  void error(String code, Span place, String message) {
    findings.add(Diagnostic.error(code, place, message));
  }

  void warning(String code, Span place, String message, Optional<String> hint) {
    Diagnostic warning = Diagnostic.warning(code, place, message);
    findings.add(hint.map(warning::withHint).orElse(warning));
  }

  /** From the first to the last character of a node; only useful for scalars. */
  Span span(Node node) {
    int start = node.getStartMark().map(mark -> offset(mark.getIndex())).orElse(0);
    int end = node.getEndMark().map(mark -> offset(mark.getIndex())).orElse(start);
    return new Span(shown, start, Math.max(start, end));
  }

  /** Where a node begins. */
  Span point(Node node) {
    return node.getStartMark().map(this::point).orElseGet(this::start);
  }

  private Span point(Mark mark) {
    int offset = offset(mark.getIndex());
    return new Span(shown, offset, offset);
  }

  private Span start() {
    return new Span(shown, 0, 0);
  }

  /** The library counts code points, we count chars. */
  private int offset(int codePoints) {
    int found = Arrays.binarySearch(pairs, codePoints);
    int before = found < 0 ? -found - 1 : found;
    return Math.min(codePoints + before, shown.text().length());
  }

  /** The library repeats names of aliases and tags; they may be values that lack quotes. */
  private static String oneLine(String text) {
    return text.lines()
        .findFirst()
        .orElse("malformed YAML")
        .replaceFirst("(found undefined (?:alias|tag handle)) .*", "$1");
  }
}

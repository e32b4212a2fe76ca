package dev.onr.config.syntax;

import dev.onr.config.ConfigurationFiles;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import dev.onr.config.syntax.Item.Block;
import dev.onr.config.syntax.Item.Statement;
import dev.onr.config.syntax.Token.Kind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One walk through a file and its includes. */
final class Expansion {
  /** The first file has depth 0; a file deeper than this is an error. */
  private static final int DEEPEST = 20;

  /** Files that include each other twice double with every level; no real configuration does. */
  private static final int MOST_INCLUDES = 10_000;

  private final ConfigurationFiles files;
  private final Parser parser;
  private final IncludePaths paths;
  private final Map<String, SyntaxTree> trees = new LinkedHashMap<>();
  private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

  /** The files that are being expanded right now, outermost first. */
  private final List<SourceFile> chain = new ArrayList<>();

  private int includes;

  Expansion(ConfigurationFiles files, Parser parser) {
    this.files = files;
    this.parser = parser;
    this.paths = new IncludePaths(files);
  }

  ExpandedTree expand(SourceFile root) {
    List<Item> items = content(remember(root));
    return new ExpandedTree(
        trees.values().stream().map(SyntaxTree::file).toList(), items, List.copyOf(diagnostics));
  }

  private SyntaxTree remember(SourceFile file) {
    SyntaxTree tree = parser.parse(file);
    trees.put(file.name(), tree);
    diagnostics.addAll(tree.diagnostics());
    return tree;
  }

  private List<Item> content(SyntaxTree tree) {
    chain.addLast(tree.file());
    List<Item> items = expand(tree.items());
    chain.removeLast();
    return items;
  }

  private List<Item> expand(List<Item> items) {
    List<Item> expanded = new ArrayList<>(items.size());
    for (Item item : items) {
      switch (item) {
        case Statement statement when isInclude(statement.name()) ->
            expanded.addAll(included(statement));
        case Statement statement -> expanded.add(statement);
        case Block block when isInclude(block.name()) ->
            diagnostics.add(
                Diagnostic.error(
                    "syntax.no_braces",
                    block.name().span(),
                    "include takes a path and a \";\", no braces"));
        case Block block ->
            expanded.add(
                new Block(block.name(), block.header(), expand(block.items()), block.span()));
      }
    }
    return expanded;
  }

  static boolean isInclude(Token name) {
    return name.is(Kind.IDENTIFIER) && name.value().equals("include");
  }

  private List<Item> included(Statement statement) {
    List<Token> words = statement.arguments();
    Span place =
        words.isEmpty()
            ? statement.name().span()
            : words.getFirst().span().to(words.getLast().span());
    List<Item> items = new ArrayList<>();
    try {
      String includer = statement.name().span().file().name();
      for (String path : paths.find(includer, written(words))) {
        try {
          items.addAll(content(tree(path)));
        } catch (IncludeFailure e) {
          diagnostics.add(e.at(place));
        }
      }
    } catch (IncludeFailure e) {
      diagnostics.add(e.at(place));
    }
    return items;
  }

  private String written(List<Token> words) throws IncludeFailure {
    boolean quoted = !words.isEmpty() && words.getFirst().is(Kind.STRING);
    if (quoted && words.size() > 1) {
      diagnostics.add(
          Diagnostic.error(
              "syntax.expected_token",
              words.get(1).span(),
              "expected \";\" after the path of include"));
    } else if (!quoted && words.stream().anyMatch(word -> word.is(Kind.STRING))) {
      throw new IncludeFailure(
          "syntax.expected_token", "a path is either quoted as a whole or not at all");
    }
    String path = quoted ? words.getFirst().value().strip() : Token.raw(words);
    if (path.isEmpty()) {
      throw new IncludeFailure("include.empty_path", "include needs a path");
    }
    return path;
  }

  private SyntaxTree tree(String path) throws IncludeFailure {
    String origin = files.canonical(path);
    if (chain.stream().anyMatch(file -> file.origin().equals(origin))) {
      String circle = chain.stream().map(SourceFile::name).collect(Collectors.joining(" > "));
      throw new IncludeFailure(
          "include.cycle", "this includes a file in itself: " + circle + " > " + path);
    }
    if (chain.size() > DEEPEST) {
      throw new IncludeFailure(
          "include.depth_exceeded", "includes nest more than " + DEEPEST + " deep here");
    }
    if (++includes > MOST_INCLUDES) {
      throw new IncludeFailure(
          "include.too_many", "more than " + MOST_INCLUDES + " files are included up to here");
    }
    SyntaxTree known = trees.get(path);
    return known == null ? remember(new SourceFile(path, read(path), origin)) : known;
  }

  private String read(String path) throws IncludeFailure {
    try {
      return files.read(path);
    } catch (NoSuchFileException e) {
      throw new IncludeFailure("include.not_found", "there is no file \"" + path + "\"");
    } catch (IOException e) {
      throw new IncludeFailure(
          "include.read_failed", "cannot read \"" + path + "\": " + e.getMessage());
    }
  }
}

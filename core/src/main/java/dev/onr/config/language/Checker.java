package dev.onr.config.language;

import dev.onr.config.Diagnostic;
import dev.onr.config.NearNames;
import dev.onr.config.Span;
import dev.onr.config.syntax.ExpandedTree;
import dev.onr.config.syntax.Item;
import dev.onr.config.syntax.Token;
import dev.onr.config.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds a tree against the table: names, the blocks they stand in, arguments, options, repetition.
 * Whatever passes comes out as sections and settings, also when other parts are wrong.
 */
public final class Checker {
  private final ExpandedTree tree;
  private final Findings findings;
  private Whereabouts whereabouts = Whereabouts.OUTSIDE;

  /**
   * @param tree what to check; its own diagnostics are not repeated
   * @param findings takes what is wrong
   */
  public Checker(ExpandedTree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  /** Checks everything; gives providers and presets, in order. */
  public List<Section> check() {
    return check(row -> true);
  }

  /** Checks presets only; providers and everything inside them are left alone. */
  public List<Section> checkPresets() {
    return check(row -> row.opens().map(block -> block != Block.PROVIDER).orElse(true));
  }

  private List<Section> check(Predicate<Directive> wanted) {
    List<Item> items =
        tree.items().stream()
            .filter(
                item ->
                    Directives.find(Block.FILE, name(item).value()).map(wanted::test).orElse(true))
            .toList();
    Content content = content(Block.FILE, items);
    SyntaxVersion.check(content.settings, findings);
    return content.sections;
  }

  private void enter(Whereabouts next) {
    whereabouts = next;
    findings.concerning(next.provider(), next.scope());
  }

  /** What a block holds. */
  private record Content(List<Setting> settings, List<Section> sections) {
    int matches() {
      return (int) sections.stream().filter(section -> section.block() == Block.MATCH).count();
    }
  }

  private Content content(Block block, List<Item> items) {
    Content content = new Content(new ArrayList<>(), new ArrayList<>());
    Set<String> seen = new HashSet<>();
    for (Item item : items) {
      Token name = name(item);
      Optional<Directive> row = Directives.find(block, name.value());
      if (name.is(Kind.STRING)) {
        if (!tree.isDamaged(item)) {
          findings.error(
              "syntax.expected_token", name.span(), "expected a directive, found a quoted text");
        }
      } else if (row.isEmpty()) {
        unknown(block, name);
      } else if (row.get().isRemoved()) {
        removed(row.get(), name);
      } else {
        read(block, row.get(), item, !seen.add(name.value()), content);
      }
    }
    return content;
  }

  private void read(Block block, Directive row, Item item, boolean again, Content content) {
    if (again) {
      repeated(block, row, name(item).span());
    }
    row.advice()
        .ifPresent(advice -> findings.warning("syntax.misleading_name", name(item).span(), advice));
    switch (item) {
      case Item.Statement statement when row.shape() == Directive.Shape.BLOCK -> {
        if (!tree.isDamaged(item)) {
          findings.error(
              "syntax.expected_token",
              statement.name().span(),
              row.name() + " opens a block; expected \"{\" instead of \";\"");
        }
      }
      case Item.Statement statement ->
          arguments(row, statement, statement.name(), statement.arguments())
              .ifPresent(
                  arguments ->
                      content.settings.add(
                          new Setting(block, row, arguments, statement.name().span())));
      case Item.Block opened when row.shape() == Directive.Shape.STATEMENT -> noBraces(row, opened);
      case Item.Block opened when row.shape() == Directive.Shape.EITHER ->
          table(block, row, opened, content);
      case Item.Block opened -> {
        Whereabouts outer = whereabouts;
        enter(outer.inside(row, opened.header(), content.matches()));
        Content inside = content(row.opens().orElseThrow(), opened.items());
        arguments(row, opened, opened.name(), opened.header())
            .ifPresent(
                header ->
                    content.sections.add(
                        new Section(row, header, inside.settings, inside.sections, opened)));
        enter(outer);
      }
    }
  }

  /** A block whose entries are statements without their first argument, which the header gives. */
  private void table(Block block, Directive row, Item.Block opened, Content content) {
    if (opened.items().isEmpty()) {
      findings.error(
          "request.map_block_empty", opened.name().span(), row.name() + " { } has no entries");
    }
    for (Item entry : opened.items()) {
      if (entry instanceof Item.Statement(Token key, List<Token> rest, Span ignored)
          && key.is(Kind.STRING)) {
        List<Token> tokens =
            Stream.of(opened.header().stream(), Stream.of(key), rest.stream())
                .flatMap(part -> part)
                .toList();
        arguments(row, entry, opened.name(), tokens)
            .ifPresent(
                arguments -> content.settings.add(new Setting(block, row, arguments, key.span())));
      } else if (!tree.isDamaged(entry)) {
        findings.error(
            "syntax.expected_token",
            name(entry).span(),
            "an entry is a quoted text, a value and \";\"");
      }
    }
  }

  private Optional<Arguments> arguments(Directive row, Item item, Token name, List<Token> tokens) {
    try {
      Arguments arguments = new ArgumentReader(row, name, tokens).read();
      row.positional().forEach(argument -> knownWord(row, argument, arguments));
      return Optional.of(arguments);
    } catch (Refusal refusal) {
      if (!tree.isDamaged(item)) {
        findings.add(
            refusal
                .diagnostic()
                .about(
                    new Diagnostic.Subject(
                        whereabouts.provider(), whereabouts.scope(), row.name())));
      }
      return Optional.empty();
    }
  }

  private void knownWord(Directive row, Argument argument, Arguments arguments) {
    Optional<String> code = argument.type().unknownWord();
    if (code.isPresent() && !argument.type().words().contains(arguments.text(argument.name()))) {
      Token word = arguments.tokens(argument.name()).getFirst();
      findings.unknown(
          Words.unknown(code.get(), word, row.name(), argument.type().words()).diagnostic());
    }
  }

  private void repeated(Block block, Directive row, Span place) {
    if (row.repetition() == Repetition.ONCE) {
      findings.error(
          "syntax.repeated_directive", place, row.name() + " may stand only once " + block.where());
    }
    if (row.repetition() == Repetition.JOIN) {
      findings.warning(
          "syntax.repeated_block",
          place,
          "a second \"%s\" %s; both count as one".formatted(row.name(), block.where()));
    }
  }

  private void noBraces(Directive row, Item.Block opened) {
    if (!tree.isDamaged(opened)) {
      findings.error(
          "syntax.no_braces",
          opened.name().span(),
          row.name() + " is a statement; it ends with \";\" and has no braces");
    }
  }

  private void removed(Directive row, Token name) {
    findings.add(
        Diagnostic.error("syntax.removed_directive", name.span(), row.name() + " no longer exists")
            .withHint("write " + row.replacement().orElseThrow()));
  }

  private void unknown(Block block, Token name) {
    Set<Block> elsewhere = Directives.blocksOf(name.value());
    if (block == Block.METADATA) {
      findings.add(
          hinted(
              Diagnostic.error(
                  "metadata.unknown_field",
                  name.span(),
                  "metadata has no field \"" + name.value() + "\""),
              NearNames.hint(name.value(), Directives.namesIn(block))));
    } else if (elsewhere.isEmpty()) {
      findings.unknown(
          hinted(
              Diagnostic.error(
                  "syntax.unknown_directive",
                  name.span(),
                  "there is no directive or block \"%s\" %s"
                      .formatted(name.value(), block.where())),
              meant(name.value(), block)));
    } else {
      findings.unknown(
          Diagnostic.error(
                  "syntax.misplaced_directive",
                  name.span(),
                  "%s has no effect %s".formatted(name.value(), block.where()))
              .withHint("it belongs in " + words(elsewhere)));
    }
  }

  private static Diagnostic hinted(Diagnostic diagnostic, Optional<String> hint) {
    return hint.map(diagnostic::withHint).orElse(diagnostic);
  }

  /** What somebody may have meant; of names that are equally near, one that has its place here. */
  private static Optional<String> meant(String given, Block block) {
    List<String> here = Directives.namesIn(block);
    List<String> everywhere =
        Directives.all().stream().filter(row -> !row.isRemoved()).map(Directive::name).toList();
    return NearNames.nearest(given, Stream.concat(here.stream(), everywhere.stream()).toList())
        .map(
            near ->
                "did you mean \""
                    + near
                    + "\""
                    + (here.contains(near)
                        ? "?"
                        : ", which belongs in " + words(Directives.blocksOf(near)) + "?"));
  }

  private static String words(Set<Block> blocks) {
    return blocks.stream().map(Block::word).collect(Collectors.joining(", "));
  }

  private static Token name(Item item) {
    return switch (item) {
      case Item.Statement statement -> statement.name();
      case Item.Block block -> block.name();
    };
  }
}

package dev.onr.config.language;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts a row together, in the order in which one reads it. */
final class DirectiveBuilder {
  private final String name;
  private Set<Block> in = Set.of();
  private Directive.Shape shape = Directive.Shape.STATEMENT;
  private Optional<Block> opens = Optional.empty();
  private List<Argument> arguments = List.of();
  private boolean spaced;
  private Repetition repetition = Repetition.LAST;
  private Merge merge = Merge.NONE;
  private String slot;
  private Set<String> displaces = Set.of();
  private String summary = "";
  private Optional<String> standard = Optional.empty();
  private Optional<String> replacement = Optional.empty();
  private Optional<String> advice = Optional.empty();
  private Optional<String> misfit = Optional.empty();
  private Directive.Check check = (arguments, in) -> {};

  DirectiveBuilder(String name) {
    this.name = name;
    this.slot = name;
  }

  DirectiveBuilder in(Block... blocks) {
    in = Set.of(blocks);
    return this;
  }

  DirectiveBuilder opens(Block block) {
    opens = Optional.of(block);
    shape = Directive.Shape.BLOCK;
    repetition = Repetition.APPEND;
    return this;
  }

  DirectiveBuilder orTable() {
    shape = Directive.Shape.EITHER;
    return this;
  }

  DirectiveBuilder takes(Argument... taken) {
    arguments = List.of(taken);
    return this;
  }

  DirectiveBuilder spaced() {
    spaced = true;
    return this;
  }

  DirectiveBuilder repeats(Repetition kind) {
    repetition = kind;
    return this;
  }

  DirectiveBuilder merges(Merge kind) {
    merge = kind;
    return this;
  }

  DirectiveBuilder slot(String shared) {
    slot = shared;
    return this;
  }

  DirectiveBuilder displaces(String... names) {
    displaces = Set.of(names);
    return this;
  }

  DirectiveBuilder says(String line) {
    summary = line;
    return this;
  }

  DirectiveBuilder standard(String value) {
    standard = Optional.of(value);
    return this;
  }

  DirectiveBuilder replacedBy(String other) {
    replacement = Optional.of(other);
    summary = "No longer exists; write " + other + ".";
    return this;
  }

  DirectiveBuilder advises(String warning) {
    advice = Optional.of(warning);
    return this;
  }

  DirectiveBuilder misfitsAre(String code) {
    misfit = Optional.of(code);
    return this;
  }

  DirectiveBuilder checks(Directive.Check verifier) {
    check = verifier;
    return this;
  }

  Directive row() {
    return new Directive(
        name,
        in,
        shape,
        opens,
        arguments,
        spaced,
        repetition,
        merge,
        slot,
        displaces,
        summary,
        standard,
        replacement,
        advice,
        misfit,
        check);
  }
}

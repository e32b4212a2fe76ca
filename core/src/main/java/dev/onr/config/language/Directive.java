package dev.onr.config.language;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the table: everything that is known about one directive or block, for the checker, the
 * compiler, the reference, completion and hover alike. A name that means different things in
 * different blocks has several rows.
 *
 * @param name the word that it begins with
 * @param in the blocks that it may stand in; at least one
 * @param shape how it is written
 * @param opens the block that it opens; empty for statements and for tables of entries
 * @param arguments what stands between the name and {@code ;} or the opening brace
 * @param spaced whether arguments must stand apart: no spaces around {@code =}, none left out
 *     elsewhere
 * @param repetition what a second one in the same scope means
 * @param merge how it meets the same directive of an outer scope
 * @param slot what it competes for: of directives with the same slot, one counts
 * @param displaces names of directives of an outer scope that it makes void
 * @param summary one line for people
 * @param standard what holds where it is not written; empty for nothing
 * @param replacement the name to use instead, for names that the language had once
 * @param advice a warning for whoever writes it; empty for most
 * @param misfit the diagnostic code for an argument that fits nowhere; empty for the usual ones
 * @param check what the arguments must meet together
 */
public record Directive(
    String name,
    Set<Block> in,
    Shape shape,
    Optional<Block> opens,
    List<Argument> arguments,
    boolean spaced,
    Repetition repetition,
    Merge merge,
    String slot,
    Set<String> displaces,
    String summary,
    Optional<String> standard,
    Optional<String> replacement,
    Optional<String> advice,
    Optional<String> misfit,
    Check check) {

  public Directive {
    // In the order of blocks, so that whatever is made from the table always reads the same.
    in = Collections.unmodifiableSet(EnumSet.copyOf(in));
    arguments = List.copyOf(arguments);
    displaces = Set.copyOf(displaces);
  }

  /** How a directive is written. */
  public enum Shape {
    /** {@code name arguments;} */
    STATEMENT,
    /** {@code name arguments { … }} */
    BLOCK,
    /**
     * As a statement, or with its first argument before a table of entries, each of which holds the
     * other arguments.
     */
    EITHER
  }

  /** What the arguments of a statement must meet together. */
  interface Check {
    /**
     * @throws Refusal when they don't
     */
    void verify(Arguments arguments, ArgumentReader in);
  }

  /** Whether the language no longer has it. */
  public boolean isRemoved() {
    return replacement.isPresent();
  }

  /** The arguments that stand in a fixed place. */
  public List<Argument> positional() {
    return arguments.stream().filter(argument -> !argument.isOption()).toList();
  }

  /** The arguments that are written {@code name=value}. */
  public List<Argument> options() {
    return arguments.stream().filter(Argument::isOption).toList();
  }

  static DirectiveBuilder named(String name) {
    return new DirectiveBuilder(name);
  }
}

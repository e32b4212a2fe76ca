package dev.onr.config.language;

import java.util.Optional;

/**
 * One argument of a directive.
 *
 * @param name how compile functions, messages and documentation call it; for options the word
 *     before {@code =}. An option whose name ends in {@code .} stands for all words that begin so
 * @param type what it may be
 * @param form where it stands
 * @param required whether the directive needs it
 * @param once whether writing the option twice is an error; else the last one counts
 * @param missing the diagnostic code when it is missing or blank; empty for the usual ones
 */
public record Argument(
    String name,
    ArgumentType type,
    Form form,
    boolean required,
    boolean once,
    Optional<String> missing) {

  /** Where an argument stands. */
  public enum Form {
    /** By its position. */
    POSITIONAL,
    /** By its position, behind {@code =}. */
    ASSIGNED,
    /** As {@code name=value}, behind all others, in any order. */
    OPTION
  }

  static Argument argument(String name, ArgumentType type) {
    return new Argument(name, type, Form.POSITIONAL, true, false, Optional.empty());
  }

  static Argument assigned(String name, ArgumentType type) {
    return new Argument(name, type, Form.ASSIGNED, true, false, Optional.empty());
  }

  static Argument option(String name, ArgumentType type) {
    return new Argument(name, type, Form.OPTION, false, false, Optional.empty());
  }

  /** The same, and the directive needs it. */
  Argument needed() {
    return new Argument(name, type, form, true, once, missing);
  }

  /** The same, and it may be left out. */
  Argument orNothing() {
    return new Argument(name, type, form, false, once, missing);
  }

  /** The same, and writing it twice is an error. */
  Argument notTwice() {
    return new Argument(name, type, form, required, true, missing);
  }

  /** The same, with its own diagnostic code for a missing value. */
  Argument orElse(String code) {
    return new Argument(name, type, form, required, once, Optional.of(code));
  }

  boolean isOption() {
    return form == Form.OPTION;
  }

  /** Whether an option with this key is meant. */
  boolean answersTo(String key) {
    return name.endsWith(".") ? key.startsWith(name) : name.equals(key);
  }
}

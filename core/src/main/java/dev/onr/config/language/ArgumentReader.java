package dev.onr.config.language;

import dev.onr.config.Span;
import dev.onr.config.syntax.Token;
import dev.onr.config.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the arguments of one statement, or of one block's header, as its row describes them. */
final class ArgumentReader {
  private final Directive directive;
  private final Token name;
  private final List<Token> tokens;
  private final Map<String, Arguments.Value> values = new LinkedHashMap<>();
  private int at;

  /** What the value being read belongs to, for messages. */
  private String subject;

  ArgumentReader(Directive directive, Token name, List<Token> tokens) {
    this.directive = directive;
    this.name = name;
    this.tokens = tokens;
    this.subject = directive.name();
  }

  /**
   * Reads everything.
   *
   * @throws Refusal at the first thing that is wrong
   */
  Arguments read() {
    if (directive.spaced()) {
      requireSpaces();
    }
    directive.positional().forEach(this::positional);
    while (!atEnd()) {
      option();
    }
    for (Argument argument : directive.options()) {
      if (argument.required() && !values.containsKey(argument.name())) {
        throw refusal(
            argument.missing().orElse("syntax.missing_option"),
            name.span(),
            "%s needs %s= with %s"
                .formatted(directive.name(), argument.name(), argument.type().label()));
      }
    }
    Arguments arguments = new Arguments(values);
    directive.check().verify(arguments, this);
    return arguments;
  }

  private void positional(Argument argument) {
    boolean assigned = argument.form() == Argument.Form.ASSIGNED;
    boolean equals = !atEnd() && peek().isOther("=");
    if (assigned && !atEnd() && !equals) {
      throw refusal(
          "syntax.expected_token",
          peek().span(),
          "expected \"=\" after \"" + directive.name() + "\"");
    }
    if (!assigned && equals) {
      throw refusal(
          "syntax.no_equals", peek().span(), directive.name() + " is written without \"=\"");
    }
    if (assigned && equals) {
      at++;
    }
    if (atEnd() || (startsOption() && !assigned)) {
      if (argument.required()) {
        throw missing(argument, place());
      }
      return;
    }
    take(argument.name(), argument);
  }

  private void option() {
    Token key = next();
    if (!key.is(Kind.IDENTIFIER) || atEnd() || !peek().isOther("=")) {
      throw surplus(key);
    }
    boolean prefixed = key.value().contains(".");
    String word = prefixed ? key.value() : key.value().toLowerCase(Locale.ROOT);
    Argument option =
        directive.options().stream()
            .filter(each -> each.answersTo(word))
            .findFirst()
            .orElseThrow(() -> unknownOption(key));
    if (option.once() && values.containsKey(word)) {
      throw refusal(
          "syntax.conflicting_options", key.span(), word + " stands twice; one is enough");
    }
    at++;
    if (atEnd() || startsOption()) {
      throw missing(option, place());
    }
    take(word, option);
  }

  private void take(String key, Argument argument) {
    int from = at;
    subject = argument.isOption() ? key : directive.name();
    Object value = argument.type().reader().read(this);
    if (argument.missing().isPresent() && value instanceof String text && text.isBlank()) {
      throw missing(argument, tokens.get(from).span());
    }
    values.put(key, new Arguments.Value(value, List.copyOf(tokens.subList(from, at))));
  }

  private Refusal missing(Argument argument, Span place) {
    String code =
        argument
            .missing()
            .orElse(argument.isOption() ? "syntax.bad_option_value" : "syntax.expected_token");
    return refusal(
        code,
        place,
        "%s needs %s%s"
            .formatted(
                directive.name(),
                argument.type().label(),
                argument.isOption() ? " after \"" + argument.name() + "=\"" : ""));
  }

  private Refusal surplus(Token token) {
    String message =
        directive.arguments().isEmpty()
            ? directive.name() + " takes no arguments"
            : "this is one argument too many for " + directive.name();
    boolean onlyOptions = directive.positional().isEmpty() && !directive.arguments().isEmpty();
    if (onlyOptions) {
      message = directive.name() + " takes options only, written name=value";
    }
    return refusal(directive.misfit().orElse("syntax.expected_token"), token.span(), message);
  }

  private Refusal unknownOption(Token key) {
    List<String> known = directive.options().stream().map(Argument::name).toList();
    String message =
        known.isEmpty()
            ? directive.name() + " takes no options here"
            : "%s has no option \"%s\"; it has %s"
                .formatted(directive.name(), key.value(), String.join(", ", known));
    return refusal(directive.misfit().orElse("syntax.unknown_option"), key.span(), message)
        .near(key.value(), known);
  }

  /** Words that touch a string, or blanks around {@code =}, hide where one word ends. */
  private void requireSpaces() {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean touches = i > 0 && !token.spaced();
      boolean stringBefore = i > 0 && tokens.get(i - 1).is(Kind.STRING);
      boolean equalsBefore = i > 0 && tokens.get(i - 1).isOther("=");
      if (touches && (token.is(Kind.STRING) || stringBefore)) {
        throw refusal(
            "syntax.words_not_separated",
            token.span(),
            "a quoted word of " + directive.name() + " stands alone; put a space before this");
      }
      if (!touches && i > 0 && (equalsBefore || token.isOther("="))) {
        throw refusal(
            "syntax.words_not_separated",
            token.span(),
            directive.name() + " takes its options without spaces around \"=\"");
      }
    }
  }

  // What types read with -------------------------------------------------------------------------

  boolean atEnd() {
    return at >= tokens.size();
  }

  Token peek() {
    return tokens.get(at);
  }

  /** The token behind the next one. */
  Optional<Token> peekSecond() {
    return at + 1 < tokens.size() ? Optional.of(tokens.get(at + 1)) : Optional.empty();
  }

  Token next() {
    return tokens.get(at++);
  }

  /** Where the next token stands, or where it would. */
  Span place() {
    if (!atEnd()) {
      return peek().span();
    }
    return tokens.isEmpty() ? name.span() : tokens.getLast().span();
  }

  /** Whether {@code key=} comes next. */
  boolean startsOption() {
    return !atEnd()
        && peek().is(Kind.IDENTIFIER)
        && peekSecond().map(second -> second.isOther("=")).orElse(false);
  }

  /** An identifier or a string. */
  Token word(String label) {
    if (atEnd() || !(peek().is(Kind.IDENTIFIER) || peek().is(Kind.STRING))) {
      Refusal refusal =
          refusal("syntax.expected_token", place(), "expected " + label + " after " + before());
      throw atEnd() ? refusal : refusal.withHint("put it in quotes");
    }
    return next();
  }

  /** A string. */
  Token string(String label) {
    if (atEnd() || !peek().is(Kind.STRING)) {
      throw refusal(
          "syntax.expected_token", place(), "expected " + label + " in quotes after " + before());
    }
    return next();
  }

  /** One string, or neighbouring tokens without space between them. */
  List<Token> run() {
    int from = at++;
    if (!tokens.get(from).is(Kind.STRING)) {
      while (!atEnd() && !peek().spaced() && !peek().is(Kind.STRING)) {
        at++;
      }
    }
    return tokens.subList(from, at);
  }

  /** Everything up to the next option or the end. */
  List<Token> rest() {
    int from = at++;
    while (!atEnd() && !startsOption()) {
      at++;
    }
    return tokens.subList(from, at);
  }

  /** Everything up to the end. */
  List<Token> everything() {
    int from = at;
    at = tokens.size();
    return tokens.subList(from, at);
  }

  /** The text of a string, decoded, or of other tokens, as written. */
  static String textOf(List<Token> tokens) {
    return tokens.size() == 1 ? tokens.getFirst().value() : Token.raw(new ArrayList<>(tokens));
  }

  static Span spanOf(List<Token> tokens) {
    return tokens.getFirst().span().to(tokens.getLast().span());
  }

  /** A value that was read before. */
  Arguments soFar() {
    return new Arguments(values);
  }

  /** What the value being read belongs to: the option's key, or the directive. */
  String subject() {
    return subject;
  }

  Token nameToken() {
    return name;
  }

  Refusal refusal(String code, Span place, String message) {
    return new Refusal(code, place, message);
  }

  private String before() {
    Token token = at == 0 ? name : tokens.get(at - 1);
    return token.is(Kind.STRING) ? token.span().text() : "\"" + token.value() + "\"";
  }
}

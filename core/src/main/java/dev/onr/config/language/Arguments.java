package dev.onr.config.language;

import dev.onr.config.Span;
import dev.onr.config.syntax.Token;
import dev.onr.json.ExtractionPath;
import dev.onr.json.ObjectPath;
import dev.onr.steps.JsonExpression;
import dev.onr.steps.TextExpression;
import dev.onr.steps.Variable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of one statement, read and checked. */
public final class Arguments {
  /** No arguments. */
  static final Arguments NONE = new Arguments(Map.of());

  private final Map<String, Value> values;

  Arguments(Map<String, Value> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** What was read, and the tokens that it was read from. */
  record Value(Object value, List<Token> tokens) {
    Span place() {
      return tokens.getFirst().span().to(tokens.getLast().span());
    }
  }

  /** Whether the argument was given. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value of an argument that may be missing. */
  public <T> Optional<T> find(String name, Class<T> type) {
    return Optional.ofNullable(values.get(name)).map(value -> type.cast(value.value()));
  }

  /** The value of an argument that the directive requires. */
  public <T> T of(String name, Class<T> type) {
    return find(name, type)
        .orElseThrow(() -> new IllegalStateException("no argument \"" + name + "\" was read"));
  }

  /** A text: a name, a word, a literal. */
  public String text(String name) {
    return of(name, String.class);
  }

  /** A text, or what stands for a missing one. */
  public String text(String name, String otherwise) {
    return find(name, String.class).orElse(otherwise);
  }

  /** A whole number. */
  public int integer(String name, int otherwise) {
    return find(name, Integer.class).orElse(otherwise);
  }

  /** Whether a boolean option says {@code true}. */
  public boolean isSet(String name) {
    return find(name, Boolean.class).orElse(false);
  }

  /** A path of object keys. */
  public ObjectPath path(String name) {
    return of(name, ObjectPath.class);
  }

  /** A path that reads. */
  public ExtractionPath extraction(String name) {
    return of(name, ExtractionPath.class);
  }

  /** A string expression. */
  public TextExpression expression(String name) {
    return of(name, TextExpression.class);
  }

  /** A JSON value. */
  public JsonExpression json(String name) {
    return of(name, JsonExpression.class);
  }

  /** A list, for example of patterns; empty where it was not given. */
  public <T> List<T> list(String name, Class<T> type) {
    return find(name, List.class).stream()
        .flatMap(list -> ((List<?>) list).stream())
        .map(type::cast)
        .toList();
  }

  /** The options whose names begin with a prefix, by the rest of their names. */
  public Map<String, String> withPrefix(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), (String) value.value());
          }
        });
    return found;
  }

  /** Where an argument stands. */
  public Span place(String name) {
    return tokens(name).getFirst().span().to(tokens(name).getLast().span());
  }

  /** What an argument was read from; at least one token. */
  public List<Token> tokens(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no argument \"" + name + "\" was read");
    }
    return value.tokens();
  }

  /** The names of the arguments that were given. */
  public Set<String> names() {
    return values.keySet();
  }

  /** All variables that the expressions refer to. */
  public Set<Variable> variables() {
    Set<Variable> found = EnumSet.noneOf(Variable.class);
    values.values().forEach(value -> collect(value.value(), found));
    return found;
  }

  /** The first argument's text: what keyed directives are told apart by. */
  public String key() {
    return values.values().stream().findFirst().map(value -> value.value().toString()).orElse("");
  }

  private static void collect(Object value, Set<Variable> found) {
    switch (value) {
      case JsonExpression.Text(TextExpression text) -> collect(text, found);
      case TextExpression.Reference(Variable variable) -> found.add(variable);
      case TextExpression.Join(List<TextExpression> parts) ->
          parts.forEach(part -> collect(part, found));
      default -> {}
    }
  }
}

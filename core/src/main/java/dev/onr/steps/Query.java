package dev.onr.steps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a query, being edited. Names and values are bytes, one per character. Not
 * thread-safe; belongs to one attempt.
 */
public final class Query {
  private record Parameter(String name, String value) {}

  private final List<Parameter> parameters;

  private Query(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  /**
   * Reads a form-encoded query. Pairs with malformed escapes or a semicolon are left out, as the
   * web's form decoders do not agree on them.
   */
  public static Query parse(String raw) {
    List<Parameter> parameters = new ArrayList<>();
    for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
      if (pair.isEmpty() || pair.indexOf(';') >= 0) {
        continue;
      }
      int equals = pair.indexOf('=');
      Optional<String> name =
          PercentCoding.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
      Optional<String> value =
          PercentCoding.decodeForm(equals < 0 ? "" : pair.substring(equals + 1));
      if (name.isPresent() && value.isPresent()) {
        parameters.add(new Parameter(name.get(), value.get()));
      }
    }
    return new Query(parameters);
  }

  /** The text of the first value of a parameter. */
  Optional<String> first(String name) {
    String key = PercentCoding.bytesOf(name);
    return parameters.stream()
        .filter(parameter -> parameter.name.equals(key))
        .findFirst()
        .map(parameter -> PercentCoding.textOf(parameter.value));
  }

  void delete(String name) {
    String key = PercentCoding.bytesOf(name);
    parameters.removeIf(parameter -> parameter.name.equals(key));
  }

  /** Puts one value in the place of all that a parameter has. */
  public void set(String name, String value) {
    delete(name);
    parameters.add(new Parameter(PercentCoding.bytesOf(name), PercentCoding.bytesOf(value)));
  }

  /** The query, encoded, sorted by name; values of one name keep their order. */
  public String encoded() {
    if (parameters.isEmpty()) {
      return "";
    }
    List<Parameter> sorted = new ArrayList<>(parameters);
    sorted.sort(Comparator.comparing(Parameter::name));
    StringBuilder out = new StringBuilder();
    for (Parameter parameter : sorted) {
      out.append(out.isEmpty() ? "" : "&")
          .append(PercentCoding.encodeForm(parameter.name))
          .append('=')
          .append(PercentCoding.encodeForm(parameter.value));
    }
    return out.toString();
  }
}

package dev.onr.server;

import dev.onr.WhiteSpace;
import dev.onr.config.Diagnostic;
import dev.onr.config.Severity;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The keys below one key of onr.yaml, each with the variable that replaces it. Remembers where a
 * value came from, so that a complaint names the right place.
 */
final class SettingsGroup {
  /** In place of a variable's name where a key has none. */
  static final String NO_VARIABLE = "";

  private final String prefix;
  private final YamlMapping yaml;
  private final Variables variables;
  private final Findings findings;
  private final Map<String, String> replacedBy = new HashMap<>();
  private final List<SettingsGroup> children = new ArrayList<>();

  SettingsGroup(String prefix, YamlMapping yaml, Variables variables, Findings findings) {
    this.prefix = prefix;
    this.yaml = yaml;
    this.variables = variables;
    this.findings = findings;
  }

  SettingsGroup child(String key) {
    SettingsGroup child =
        new SettingsGroup(prefix + key + ".", yaml.mapping(key), variables, findings);
    children.add(child);
    return child;
  }

  YamlMapping yaml() {
    return yaml;
  }

  /** A trimmed text; {@code fallback} where it is blank. */
  String text(String key, String variable, String fallback) {
    String written = yaml.text(key).map(text -> WhiteSpace.trim(text.text())).orElse("");
    return replaced(key, variables.text(variable), variable)
        .orElse(written.isEmpty() ? fallback : written);
  }

  /** A text with its outer blanks; empty where there is nothing else. */
  String rawText(String key, String variable) {
    String written = yaml.text(key).map(YamlText::text).orElse("");
    return replaced(key, variables.raw(variable), variable)
        .orElse(WhiteSpace.isBlank(written) ? "" : written);
  }

  /** A list of texts; in the variable, commas stand between them and blank ones are left out. */
  List<String> texts(String key, String variable) {
    List<String> written = yaml.texts(key).stream().map(YamlText::text).toList();
    return replaced(key, variables.text(variable), variable)
        .map(
            list ->
                Arrays.stream(list.split(",", -1))
                    .map(WhiteSpace::trim)
                    .filter(each -> !each.isEmpty())
                    .toList())
        .orElse(written);
  }

  /** A path; {@code fallback} where it is blank. */
  Path path(String key, String variable, String fallback) {
    try {
      return Path.of(text(key, variable, fallback));
    } catch (InvalidPathException e) {
      error(key, "must be a path");
      return Path.of(fallback);
    }
  }

  /** A path that may be absent. */
  Optional<Path> path(String key, String variable) {
    Path path = path(key, variable, "");
    return path.toString().isEmpty() ? Optional.empty() : Optional.of(path);
  }

  boolean flag(String key, String variable, boolean fallback) {
    boolean written = yaml.flag(key).orElse(fallback);
    return replaced(
            key, variable(key, variable, Variables::flag, "neither true nor false"), variable)
        .orElse(written);
  }

  /** A number as it is written; the variable's if there is one. */
  OptionalLong whole(String key, String variable) {
    OptionalLong written = yaml.whole(key);
    Optional<Long> replacement = replaced(key, number(key, variable), variable);
    return replacement.isPresent() ? OptionalLong.of(replacement.get()) : written;
  }

  /** A number for which zero and less mean the default, also in its variable. */
  long positiveOr(String key, String variable, long fallback) {
    long written = yaml.whole(key).orElse(0);
    Optional<Long> replacement =
        replaced(key, number(key, variable).filter(value -> value > 0), variable);
    return replacement.orElse(written > 0 ? written : fallback);
  }

  /** As {@link #positiveOr}, in milliseconds. */
  Duration millisOr(String key, String variable, long fallback) {
    return millis(positiveOr(key, variable, fallback));
  }

  /** A number that must be greater than zero; a key without variable. */
  int positive(String key, int fallback) {
    int value = clamp(yaml.whole(key).orElse(fallback));
    if (value <= 0) {
      error(key, "must be > 0");
      return fallback;
    }
    return value;
  }

  /** A number between two others, or one of them; a key without variable. */
  int within(String key, int fallback, int least, int most) {
    int value = clamp(yaml.whole(key).orElse(fallback));
    if (value < least || value > most) {
      error(key, "must be from " + least + " to " + most);
      return fallback;
    }
    return value;
  }

  static Duration millis(long value) {
    return Duration.ofMillis(clamp(value));
  }

  /** Numbers beyond int are as good as its limits wherever we count in memory or milliseconds. */
  static int clamp(long value) {
    return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Complains about a key's value, wherever that came from; the message begins with the key. */
  void error(String key, String message) {
    complain(key, prefix + key + " " + message);
  }

  /** Complains about a key's value in words of its own. */
  void complain(String key, String message) {
    String code = "settings." + prefix + key;
    String variable = replacedBy.get(key);
    findings.add(
        variable == null
            ? Diagnostic.error(code, yaml.place(key), message)
            : Diagnostic.fileError(code, "environment variable " + variable, message));
  }

  /** Whether the key's value came from the environment. */
  boolean isReplaced(String key) {
    return replacedBy.containsKey(key);
  }

  /** To be called when every key has been read. */
  void warnOfUnknownKeys() {
    yaml.warnOfUnknownKeys();
    children.forEach(SettingsGroup::warnOfUnknownKeys);
  }

  private Optional<Long> number(String key, String variable) {
    return variable(
        key,
        variable,
        text -> Variables.whole(text).stream().boxed().findFirst(),
        "no whole number");
  }

  /** A variable of the wrong kind has never been an error, but nobody sets one for nothing. */
  private <T> Optional<T> variable(
      String key, String variable, Function<String, Optional<T>> kind, String trouble) {
    Optional<String> text = variables.text(variable);
    Optional<T> value = text.flatMap(kind);
    if (text.isPresent() && value.isEmpty()) {
      findings.add(
          new Diagnostic(
              Severity.WARNING,
              "settings.variable",
              Optional.empty(),
              "environment variable " + variable,
              "it is " + trouble + " and has no effect on " + prefix + key,
              Optional.empty()));
    }
    return value;
  }

  private <T> Optional<T> replaced(String key, Optional<T> value, String variable) {
    if (value.isPresent()) {
      replacedBy.put(key, variable);
    }
    return value;
  }
}

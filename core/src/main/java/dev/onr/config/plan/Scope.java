package dev.onr.config.plan;

import dev.onr.config.Span;
import dev.onr.config.language.Setting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The statements that hold for something: a match, defaults, or both together.
 *
 * @param settings in the order in which they act
 */
record Scope(List<Setting> settings) {
  Scope {
    settings = List.copyOf(settings);
  }

  /** Those with one of these names. */
  Stream<Setting> named(String... names) {
    List<String> wanted = List.of(names);
    return settings.stream().filter(setting -> wanted.contains(setting.name()));
  }

  /** The last one with this name. */
  Optional<Setting> last(String name) {
    return named(name).reduce((first, second) -> second);
  }

  boolean has(String name) {
    return last(name).isPresent();
  }

  /** Where the last one with this name stands, or somewhere else. */
  Span place(String name, Span otherwise) {
    return last(name).map(Setting::place).orElse(otherwise);
  }
}

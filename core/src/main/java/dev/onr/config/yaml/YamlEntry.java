package dev.onr.config.yaml;

/** An element of a list whose elements may be written short or in full. */
public sealed interface YamlEntry {
  /** A text. */
  record Text(YamlText text) implements YamlEntry {}

  /** A mapping. */
  record Mapping(YamlMapping mapping) implements YamlEntry {}
}

package dev.onr.config.yaml;

import dev.onr.config.Span;

/**
 * A scalar as it stands in the file, without quotes.
 *
 * @param text its text, whatever type YAML would see in it
 * @param place where it stands
 */
public record YamlText(String text, Span place) {}

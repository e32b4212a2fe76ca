package dev.onr.config.language;

import dev.onr.config.Span;

/**
 * A statement that was read and checked.
 *
 * @param in the block that it stands in
 * @param directive its row
 * @param arguments its arguments
 * @param place its name
 */
public record Setting(Block in, Directive directive, Arguments arguments, Span place) {
  /** The directive's name. */
  public String name() {
    return directive.name();
  }
}

package dev.onr.dialect;

import java.util.List;

/** Which tools the model may or must call. */
public sealed interface ToolChoice {
  /** As the model likes. */
  record Auto() implements ToolChoice {}

  /** No tool. */
  record None() implements ToolChoice {}

  /** Some tool, whichever. */
  record Required() implements ToolChoice {}

  /** This tool. */
  record Named(String name, ToolKind kind) implements ToolChoice {}

  /**
   * Only these tools.
   *
   * @param required whether one of them must be called
   */
  record Allowed(List<String> names, boolean required) implements ToolChoice {
    public Allowed {
      names = List.copyOf(names);
    }
  }
}

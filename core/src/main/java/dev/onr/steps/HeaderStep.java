package dev.onr.steps;

import java.util.List;

/**
 * One change to the headers of the upstream request. Steps run in the order in which they are
 * written: authentication before the rest, defaults before the match. Headers that frame a message
 * or belong to the connection (Content-Length, Host and their like) can't be changed by any step.
 */
public sealed interface HeaderStep {
  /** The name of the header that the step changes. */
  String name();

  /** Replaces the header by one value, which may be empty ({@code set_header}). */
  record Set(String name, TextExpression value) implements HeaderStep {}

  /** Removes the header ({@code del_header}). */
  record Delete(String name) implements HeaderStep {}

  /** Takes over all values that the client sent; without any, nothing happens. */
  record Pass(String name) implements HeaderStep {}

  /**
   * Splits the header into items and keeps those that match a pattern ({@code keep_header_values}).
   *
   * @param separator what stands between items; blank means {@code ,}
   */
  record KeepValues(String name, List<Wildcard> patterns, String separator) implements HeaderStep {
    public KeepValues {
      patterns = List.copyOf(patterns);
    }
  }

  /**
   * Splits the header into items and drops those that match a pattern ({@code
   * filter_header_values}).
   *
   * @param separator what stands between items; blank means {@code ,}
   */
  record DropValues(String name, List<Wildcard> patterns, String separator) implements HeaderStep {
    public DropValues {
      patterns = List.copyOf(patterns);
    }
  }

  /** {@code Authorization: Bearer} and the upstream key ({@code auth_bearer}). */
  record BearerKey() implements HeaderStep {
    @Override
    public String name() {
      return "Authorization";
    }
  }

  /** The upstream key as the header's value ({@code auth_header_key}). */
  record KeyHeader(String name) implements HeaderStep {}
}

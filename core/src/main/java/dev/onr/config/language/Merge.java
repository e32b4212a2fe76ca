package dev.onr.config.language;

/**
 * How a directive of an outer scope meets the same directive of an inner one: defaults and match,
 * or a preset and what refines it.
 */
public enum Merge {
  /** Does not meet: the directive exists in one scope only. */
  NONE,
  /** The inner one replaces the outer one. */
  OVERRIDE,
  /** The outer ones first, then the inner ones. */
  APPEND,
  /** By first argument; the inner one replaces the outer one. */
  MAP,
  /** Either is enough. */
  OR,
  /** Any inner one replaces all outer ones. */
  REPLACE_ALL
}

package dev.onr.config.language;

import java.util.Locale;

/** The kinds of blocks; what a directive means depends on the one it stands in. */
public enum Block {
  /** Outside all blocks. */
  FILE,
  PROVIDER,
  METADATA,
  DEFAULTS,
  MATCH,
  UPSTREAM_CONFIG,
  AUTH,
  REQUEST,
  /** Inside {@code request}: changes to the body after a translation. */
  AFTER_REQ_MAP,
  UPSTREAM,
  RESPONSE,
  ERROR,
  METRICS,
  BALANCE,
  MODELS,
  /** Presets, which stand outside providers: one block kind for each kind of preset. */
  USAGE_MODE,
  FINISH_REASON_MODE,
  MODELS_MODE,
  BALANCE_MODE;

  /** The word that opens the block; for {@link #FILE}, how messages call it. */
  public String word() {
    return this == FILE ? "the top level" : name().toLowerCase(Locale.ROOT);
  }

  /** For messages: {@code in "request"}, {@code at the top level}. */
  String where() {
    return this == FILE ? "at the top level" : "in \"" + word() + "\"";
  }
}

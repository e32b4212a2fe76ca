package dev.onr.config.language;

/** What it means when a directive stands several times in one scope. */
public enum Repetition {
  /** The last one counts. */
  LAST,
  /** All count, in order. */
  APPEND,
  /** Of those with the same first argument the last one counts. */
  MAP,
  /** The second one is an error. */
  ONCE,
  /** Blocks: as if their contents stood in one, which is easily overlooked and so a warning. */
  JOIN,
  /** Saying it again changes nothing. */
  FLAG
}

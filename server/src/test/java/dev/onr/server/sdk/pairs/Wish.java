package dev.onr.server.sdk.pairs;

/** What a program may want of a conversation. */
enum Wish {
  /** Answers arrive event by event. */
  STREAM,
  /** The tool {@code get_weather} may be called. */
  TOOL,
  /** Answers are JSON of the form {@code {"city": "…", "days": 1}}. */
  FORM,
  /** The model thinks and shows its thoughts, where the dialect has a way to ask for that. */
  THOUGHTS,
  /** Answers have at most five tokens. */
  SHORT
}

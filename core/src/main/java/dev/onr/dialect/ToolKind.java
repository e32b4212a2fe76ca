package dev.onr.dialect;

/** What the input of a tool of the client looks like. */
public enum ToolKind {
  /** A JSON object that follows a schema. */
  FUNCTION,
  /** Free text, perhaps after a grammar (OpenAI's custom tools). */
  CUSTOM
}

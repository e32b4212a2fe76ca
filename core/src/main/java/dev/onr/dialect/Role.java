package dev.onr.dialect;

/** Who speaks in a turn. */
public enum Role {
  /** Instructions of the operator of the conversation. */
  SYSTEM,
  /** OpenAI's newer name for instructions; every other dialect treats it as {@link #SYSTEM}. */
  DEVELOPER,
  USER,
  ASSISTANT,
  /**
   * Results of tools, in dialects where they are messages of their own. Messages writes them into a
   * user turn.
   */
  TOOL
}

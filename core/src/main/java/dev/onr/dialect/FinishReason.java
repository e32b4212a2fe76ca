package dev.onr.dialect;

/** Why an answer ended. The vendor's own word travels beside it in {@link Choice#nativeFinish}. */
public enum FinishReason {
  /** The model was done. */
  STOP,
  /** A stop sequence was met. */
  STOP_SEQUENCE,
  /** The token limit was reached. */
  LENGTH,
  /** The context window is full. */
  CONTEXT_FULL,
  /** The model waits for tool results. */
  TOOL_CALLS,
  /** The vendor held the answer back, or the model refused. */
  CONTENT_FILTER,
  /** The vendor paused a long turn (Messages: pause_turn). */
  PAUSED,
  /** Something that the model has no word for. */
  OTHER
}

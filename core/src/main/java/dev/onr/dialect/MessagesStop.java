package dev.onr.dialect;

import tools.jackson.databind.node.ObjectNode;

/** Why an answer of Anthropic Messages ended: its words, read, and written for whole and stream. */
final class MessagesStop {
  private MessagesStop() {}

  static FinishReason reason(String word) {
    return switch (word.trim()) {
      case "end_turn" -> FinishReason.STOP;
      case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
      case "max_tokens" -> FinishReason.LENGTH;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "refusal" -> FinishReason.CONTENT_FILTER;
      case "pause_turn" -> FinishReason.PAUSED;
      case "model_context_window_exceeded" -> FinishReason.CONTEXT_FULL;
      default -> FinishReason.OTHER;
    };
  }

  /**
   * Writes {@code stop_reason}, {@code stop_sequence} and what home keeps beside them.
   *
   * @param refused whether the answer holds a refusal, whatever its vendor calls that
   * @param called whether the answer calls a tool: clients of Messages look for {@code tool_use},
   *     while OpenAI says {@code stop} where the client forced the call
   */
  static void write(
      ObjectNode target,
      FinishReason reason,
      String nativeWord,
      String stopSequence,
      boolean refused,
      boolean called,
      Extras extras) {
    boolean home = extras.isHome(Tongue.MESSAGES);
    boolean ownWord = home && reason == FinishReason.OTHER && !nativeWord.isEmpty();
    target.put(
        "stop_reason", ownWord ? nativeWord : word(home ? reason : seen(reason, refused, called)));
    if (stopSequence.isEmpty()) {
      target.putNull("stop_sequence");
    } else {
      target.put("stop_sequence", stopSequence);
    }
    extras.at(Tongue.MESSAGES).forEach(target::set);
  }

  /** An answer that has not ended, or whose vendor does not say why. */
  static void writeNone(ObjectNode target) {
    target.putNull("stop_reason").putNull("stop_sequence");
  }

  /** What the parts of the answer say about its end. */
  private static FinishReason seen(FinishReason reason, boolean refused, boolean called) {
    if (refused) {
      return FinishReason.CONTENT_FILTER;
    }
    return called && reason == FinishReason.STOP ? FinishReason.TOOL_CALLS : reason;
  }

  private static String word(FinishReason reason) {
    return switch (reason) {
      case STOP, OTHER -> "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case CONTEXT_FULL -> "model_context_window_exceeded";
      case TOOL_CALLS -> "tool_use";
      case CONTENT_FILTER -> "refusal";
      case PAUSED -> "pause_turn";
    };
  }
}

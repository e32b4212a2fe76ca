package dev.onr.usage.estimate;

import dev.onr.Api;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where an API's requests and answers have text and items. */
interface ContentForm {
  /** Reads a request, an object. */
  void request(JsonNode request, PromptContent out);

  /** Reads a whole answer, an object. */
  void answer(JsonNode answer, PromptContent out);

  /** The form of an API; APIs without one have no text that could be counted. */
  static Optional<ContentForm> of(Api api, String model) {
    return switch (api) {
      case CHAT_COMPLETIONS -> Optional.of(new ChatForm());
      case RESPONSES -> Optional.of(new ResponsesForm());
      case CLAUDE_MESSAGES -> Optional.of(new MessagesForm());
      case GEMINI_GENERATE_CONTENT, GEMINI_STREAM_GENERATE_CONTENT ->
          Optional.of(new GeminiForm(model));
      case EMBEDDINGS -> Optional.of(new EmbeddingsForm());
      default -> Optional.empty();
    };
  }
}

package dev.onr.usage.estimate;

import tools.jackson.databind.JsonNode;

/** Embeddings: texts, or tokens that the client has made of them. Answers hold no text. */
final class EmbeddingsForm implements ContentForm {
  @Override
  public void request(JsonNode request, PromptContent out) {
    add(request.path("input"), out);
  }

  @Override
  public void answer(JsonNode answer, PromptContent out) {}

  private static void add(JsonNode input, PromptContent out) {
    if (input.isNumber()) {
      out.addTokens(1);
    } else if (input.isArray()) {
      input.forEach(each -> add(each, out));
    } else {
      out.addText(input);
    }
  }
}

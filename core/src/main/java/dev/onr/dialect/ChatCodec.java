package dev.onr.dialect;

import tools.jackson.databind.node.ObjectNode;

/** OpenAI Chat Completions. */
final class ChatCodec implements Codec {
  @Override
  public Tongue tongue() {
    return Tongue.CHAT;
  }

  @Override
  public Prompt readRequest(ObjectNode body, RouteFacts route) {
    // Clients send Responses bodies to chat's address as well; what they mean is plain.
    return body.has("input") && !body.has("messages")
        ? ResponsesRequestReader.read(body, route)
        : ChatRequestReader.read(body, route);
  }

  @Override
  public ObjectNode writeRequest(Prompt prompt, Losses losses) {
    return ChatRequestWriter.write(GeminiHistory.abroad(prompt), losses);
  }

  @Override
  public Answer readAnswer(ObjectNode body) {
    return ChatAnswers.read(body);
  }

  @Override
  public ObjectNode writeAnswer(Answer answer, AnswerContext context, Losses losses) {
    return ChatAnswerWriter.write(answer, context, losses);
  }

  @Override
  public StreamReader newStreamReader() {
    return new ChatStreamReader();
  }

  @Override
  public StreamWriter newStreamWriter(AnswerContext context, Losses losses) {
    return new ChatStreamWriter(context, losses);
  }
}

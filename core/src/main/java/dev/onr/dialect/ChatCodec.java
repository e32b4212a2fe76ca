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
    return ChatRequestReader.read(body, route);
  }

  @Override
  public ObjectNode writeRequest(Prompt prompt, Losses losses) {
    return ChatRequestWriter.write(prompt, losses);
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

package dev.onr.dialect;

import tools.jackson.databind.node.ObjectNode;

/** Anthropic Messages. */
final class MessagesCodec implements Codec {
  @Override
  public Tongue tongue() {
    return Tongue.MESSAGES;
  }

  @Override
  public Prompt readRequest(ObjectNode body, RouteFacts route) {
    return MessagesRequestReader.read(body, route);
  }

  @Override
  public ObjectNode writeRequest(Prompt prompt, Losses losses) {
    return MessagesRequestWriter.write(GeminiHistory.abroad(prompt), losses);
  }

  @Override
  public Answer readAnswer(ObjectNode body) {
    return MessagesAnswers.read(body);
  }

  @Override
  public ObjectNode writeAnswer(Answer answer, AnswerContext context, Losses losses) {
    return MessagesAnswers.write(answer, context, losses);
  }

  @Override
  public StreamReader newStreamReader() {
    return new MessagesStreamReader();
  }

  @Override
  public StreamWriter newStreamWriter(AnswerContext context, Losses losses) {
    return new MessagesStreamWriter(context, losses);
  }
}

package dev.onr.dialect;

import tools.jackson.databind.node.ObjectNode;

/** Gemini generateContent and streamGenerateContent. */
final class GeminiCodec implements Codec {
  @Override
  public Tongue tongue() {
    return Tongue.GEMINI;
  }

  @Override
  public Prompt readRequest(ObjectNode body, RouteFacts route) {
    return GeminiRequestReader.read(body, route);
  }

  @Override
  public ObjectNode writeRequest(Prompt prompt, Losses losses) {
    return GeminiRequestWriter.write(prompt, losses);
  }

  @Override
  public Answer readAnswer(ObjectNode body) {
    return GeminiAnswers.read(body);
  }

  @Override
  public ObjectNode writeAnswer(Answer answer, AnswerContext context, Losses losses) {
    return GeminiAnswerWriter.write(answer, context, losses);
  }

  @Override
  public StreamReader newStreamReader() {
    return new GeminiStreamReader();
  }

  @Override
  public StreamWriter newStreamWriter(AnswerContext context, Losses losses) {
    return new GeminiStreamWriter(context, losses);
  }
}

package dev.onr.dialect;

import tools.jackson.databind.node.ObjectNode;

/** OpenAI Responses. */
final class ResponsesCodec implements Codec {
  @Override
  public Tongue tongue() {
    return Tongue.RESPONSES;
  }

  @Override
  public Prompt readRequest(ObjectNode body, RouteFacts route) {
    return ResponsesRequestReader.read(body, route);
  }

  @Override
  public ObjectNode writeRequest(Prompt prompt, Losses losses) {
    return ResponsesRequestWriter.write(GeminiHistory.abroad(prompt), losses);
  }

  @Override
  public Answer readAnswer(ObjectNode body) {
    return ResponsesAnswers.read(body);
  }

  @Override
  public ObjectNode writeAnswer(Answer answer, AnswerContext context, Losses losses) {
    return ResponsesAnswers.write(answer, context, losses);
  }

  @Override
  public StreamReader newStreamReader() {
    return new ResponsesStreamReader();
  }

  @Override
  public StreamWriter newStreamWriter(AnswerContext context, Losses losses) {
    return new ResponsesStreamWriter(context, losses);
  }
}

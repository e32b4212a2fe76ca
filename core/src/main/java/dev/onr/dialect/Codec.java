package dev.onr.dialect;

import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes one dialect. Stateless and safe to share; stream readers and writers belong to
 * one exchange.
 */
public interface Codec {
  /** The dialect of this codec. */
  Tongue tongue();

  /**
   * Reads a client's request.
   *
   * @param body the request's JSON object
   * @param route what the route knows beside the body: model and stream flag where they stand in
   *     the path
   * @throws InvalidRequest when a field that is used has a form that can't be understood
   */
  Prompt readRequest(ObjectNode body, RouteFacts route);

  /**
   * Writes a request for an upstream.
   *
   * @throws InvalidRequest when the target has no way to carry out something that must not be
   *     ignored
   */
  ObjectNode writeRequest(Prompt prompt, Losses losses);

  /**
   * Reads an upstream's whole answer.
   *
   * @throws InvalidAnswer when it is an error or no answer at all
   */
  Answer readAnswer(ObjectNode body);

  /** Writes a whole answer for a client. */
  ObjectNode writeAnswer(Answer answer, AnswerContext context, Losses losses);

  /** A reader for one streamed answer. */
  StreamReader newStreamReader();

  /** A writer for one streamed answer. */
  StreamWriter newStreamWriter(AnswerContext context, Losses losses);
}

package dev.onr.dialect;

import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets a client that speaks one dialect talk to an upstream that speaks another, over bytes:
 * requests go from the client's dialect into the upstream's, answers come back. Holds no state and
 * may be shared; with twice the same dialect it reads and writes anew.
 *
 * @param client the client's dialect
 * @param upstream the upstream's dialect
 */
public record Translation(Tongue client, Tongue upstream) {
  private static final RouteFacts NOTHING_BESIDE_THE_BODY = new RouteFacts("", false);

  /** The translation for a client of one dialect in front of an upstream of another. */
  public static Translation between(Tongue client, Tongue upstream) {
    return new Translation(client, upstream);
  }

  /**
   * Translates a request that says all in its body, as those of every dialect but Gemini do.
   *
   * @param body JSON in the client's dialect
   * @param losses takes what the upstream's dialect can't say
   * @return JSON in the upstream's dialect
   * @throws InvalidRequest when the body is no JSON object, can't be read, or holds something that
   *     the upstream must not be left without
   */
  public byte[] request(byte[] body, Losses losses) {
    return request(body, NOTHING_BESIDE_THE_BODY, losses);
  }

  /**
   * Translates a request.
   *
   * @param body JSON in the client's dialect
   * @param route model and stream flag where they are not those of the body
   * @param losses takes what the upstream's dialect can't say
   * @return JSON in the upstream's dialect
   * @throws InvalidRequest as {@link #request(byte[], Losses)}
   */
  public byte[] request(byte[] body, RouteFacts route, Losses losses) {
    return JsonTree.write(request(requestObject(body), route, losses));
  }

  /** The same over trees. */
  ObjectNode request(ObjectNode body, RouteFacts route, Losses losses) {
    Prompt prompt = Codecs.of(client).readRequest(body, route);
    return Codecs.of(upstream).writeRequest(prompt, losses);
  }

  /**
   * Translates a whole answer.
   *
   * @param body JSON in the upstream's dialect
   * @param losses takes what the client's dialect can't say
   * @return JSON in the client's dialect
   * @throws InvalidAnswer when the body is no JSON object, an error, or no answer at all
   */
  public byte[] answer(byte[] body, AnswerContext context, Losses losses) {
    Answer answer = Codecs.of(upstream).readAnswer(answerObject(body));
    return JsonTree.write(Codecs.of(client).writeAnswer(answer, context, losses));
  }

  /** Begins the translation of one streamed answer. */
  public TranslatedStream stream(AnswerContext context, Losses losses) {
    return new TranslatedStream(new StreamTranslation(upstream, client, context, losses));
  }

  /** Begins the collection of one streamed answer into a whole one for the client. */
  public CollectedStream collection(AnswerContext context, Losses losses) {
    return new CollectedStream(new StreamCollection(upstream, client, context, losses));
  }

  private static ObjectNode requestObject(byte[] body) {
    try {
      if (JsonTree.parse(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (InvalidJson e) {
      throw new InvalidRequest("invalid_json", "", "invalid json: " + e.getMessage());
    }
    throw new InvalidRequest("", "the body must be a JSON object");
  }

  private static ObjectNode answerObject(byte[] body) {
    try {
      if (JsonTree.parse(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (InvalidJson e) {
      throw new InvalidAnswer("the upstream's answer is not JSON: " + e.getMessage());
    }
    throw new InvalidAnswer("the upstream's answer is not a JSON object");
  }
}

package dev.onr.steps;

import dev.onr.Dialect;
import dev.onr.dialect.AnswerContext;
import dev.onr.dialect.Losses;
import dev.onr.json.JsonValue;
import dev.onr.sse.EventReader;

/**
 * What the steps on an answer take from its exchange.
 *
 * @param request what the client asked for
 * @param variables those of the attempt
 * @param context what writers of answers need
 * @param losses takes what the client's dialect can't say
 * @param errorCode the code of an error whose body has none, from the answer's head; may be empty
 * @param maxEventBytes the longest event of a stream that steps read
 */
public record AnswerFacts(
    ClientRequest request,
    Variables variables,
    AnswerContext context,
    Losses losses,
    String errorCode,
    int maxEventBytes) {

  /** Facts of an answer whose head has no code, with the usual limit for events. */
  public AnswerFacts(
      ClientRequest request, Variables variables, AnswerContext context, Losses losses) {
    this(request, variables, context, losses, "", EventReader.DEFAULT_LIMIT);
  }

  /** The dialect in which the client expects its answer, errors included. */
  Dialect dialect() {
    return request.api().dialect();
  }

  /** The audio format that the client asked for; empty where it asked for none. */
  String audioFormat() {
    JsonValue root = request.body().root();
    JsonValue format = root == null ? null : root.member("response_format");
    return format == null ? "" : format.string();
  }
}

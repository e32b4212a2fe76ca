package dev.onr.dialect;

import dev.onr.json.JsonTree;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A translation that configurations can name: a row of {@link Modes}.
 *
 * @param kind what it translates
 * @param name its name, in lower case
 * @param from what comes in
 * @param to what goes out
 */
public record Mode(Kind kind, String name, Form from, Form to) {
  /** What a mode translates. */
  public enum Kind {
    /** {@code req_map}: requests. */
    REQUEST,
    /** {@code resp_map}: whole answers. */
    WHOLE,
    /** {@code sse_parse}: streamed answers. */
    STREAM,
    /** {@code sse_collect}: streamed answers to whole ones of the same dialect. */
    COLLECT
  }

  /** All modes of a kind, in the order of the table. */
  public static List<Mode> all(Kind kind) {
    return Modes.ALL.stream().filter(mode -> mode.kind == kind).toList();
  }

  /** The names of all modes of a kind, in the order of the table. */
  public static List<String> names(Kind kind) {
    return all(kind).stream().map(Mode::name).toList();
  }

  /** Finds a mode by its exact name. */
  public static Optional<Mode> named(Kind kind, String name) {
    return all(kind).stream().filter(mode -> mode.name.equals(name)).findFirst();
  }

  /**
   * Translates a request.
   *
   * @param route what the route knows beside the body
   * @param losses takes what the target can't say
   * @throws InvalidRequest when the request can't be read, or must not be sent without what the
   *     target can't say
   */
  public ObjectNode request(ObjectNode body, RouteFacts route, Losses losses) {
    if (from == Form.OPENAI_IMAGES) {
      return to == Form.GEMINI
          ? ImagesToGemini.request(body, route, losses)
          : ImagesToMinimax.request(body, route, losses);
    }
    return Translation.between(tongue(from), tongue(to)).request(body, route, losses);
  }

  /**
   * Whether a request translated so loses a field, with every value that the client's dialect
   * allows there. A field that makes the client hear a refusal is not lost.
   *
   * @param path where the client's request has the field
   * @param values the values that the field may have; empty for any
   */
  public boolean losesInRequests(ObjectPath path, List<JsonValue> values) {
    return LossProbe.loses(
        this, path.keys(), values.stream().map(value -> JsonTree.parse(value.bytes())).toList());
  }

  /**
   * What may stand at the top of a translated answer, or of an event of a translated stream; what
   * is not among it never reaches the client.
   */
  public Set<String> answerMembers() {
    return kind == Kind.STREAM ? AnswerMembers.ofEvents(to) : AnswerMembers.ofWhole(to);
  }

  /**
   * Translates a whole answer.
   *
   * @throws InvalidAnswer when it is an error or no answer at all
   */
  public ObjectNode answer(ObjectNode body, AnswerContext context, Losses losses) {
    if (to == Form.OPENAI_IMAGES) {
      return from == Form.GEMINI
          ? GeminiToImages.answer(body, context.nowSeconds())
          : MinimaxToImages.answer(body, context.nowSeconds());
    }
    Answer answer = Codecs.of(tongue(from)).readAnswer(body);
    return Codecs.of(tongue(to)).writeAnswer(answer, context, losses);
  }

  /** Begins the translation of one streamed answer. */
  public StreamTranslation stream(AnswerContext context, Losses losses) {
    return new StreamTranslation(tongue(from), tongue(to), context, losses);
  }

  /** Begins the collection of one streamed answer. */
  public StreamCollection collection(AnswerContext context, Losses losses) {
    return new StreamCollection(tongue(from), context, losses);
  }

  private Tongue tongue(Form form) {
    return form.tongue()
        .orElseThrow(() -> new IllegalStateException(name + " translates no conversation"));
  }
}

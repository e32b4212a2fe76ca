package dev.onr.steps;

import dev.onr.sse.EventReader;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The response phase of a route, compiled.
 *
 * @param modes translations
 * @param deletions conditional deletions, on events only; they run first
 * @param json JSON steps, on events and whole bodies, after the translation
 * @param binary how bytes are taken out of JSON, after everything else
 * @param errors what counts as an error, and how errors look
 */
public record ResponseSteps(
    AnswerModes modes,
    List<ResponseStep.DeleteIf> deletions,
    List<ResponseStep.Json> json,
    BinarySteps binary,
    ErrorSteps errors) {
  /** Answers pass untouched. */
  public static final ResponseSteps NONE = edits(List.of(), List.of());

  public ResponseSteps {
    deletions = List.copyOf(deletions);
    json = List.copyOf(json);
  }

  /** Answers stay in their dialect; at most some of their fields change. */
  public static ResponseSteps edits(
      List<ResponseStep.DeleteIf> deletions, List<ResponseStep.Json> json) {
    return new ResponseSteps(AnswerModes.NONE, deletions, json, BinarySteps.NONE, ErrorSteps.NONE);
  }

  /** Whether a successful answer may have to be read. */
  public boolean readsAnswers() {
    return !(modes.translateNothing()
        && deletions.isEmpty()
        && json.isEmpty()
        && binary.equals(BinarySteps.NONE)
        && errors.conditions().isEmpty());
  }

  /**
   * Whether streamed answers with this status are collected and then go on as whole ones; see
   * {@link #newCollector}.
   */
  public boolean collects(int status) {
    return status < 400 && modes.collect().isPresent();
  }

  /** Whether whole bodies with this status must be read; else their bytes pass untouched. */
  public boolean touchesWholeBodies(int status) {
    for (ResponseStep.Json step : json) {
      if (step.events().accepts("")) {
        return true;
      }
    }
    if (status >= 400) {
      return errors.translates();
    }
    return modes.whole().isPresent()
        || (isSuccess(status) && (binary.body().isPresent() || !errors.conditions().isEmpty()));
  }

  /**
   * Whether streams with this status must be read event by event; else their bytes pass untouched.
   */
  public boolean touchesEvents(int status) {
    return !json.isEmpty()
        || !deletions.isEmpty()
        || (status < 400 && modes.stream().isPresent())
        || mayRefuseStreams(status);
  }

  /**
   * Whether a stream with this status may still turn out to be an error until its first bytes for
   * the client are there, so that the client's status must wait for them.
   */
  private boolean mayRefuseStreams(int status) {
    return isSuccess(status) && (binary.stream().isPresent() || !errors.conditions().isEmpty());
  }

  static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  /**
   * Runs the steps on a whole, decoded body of any status.
   *
   * @param contentType the answer's content type; null where it has none
   * @throws dev.onr.dialect.InvalidAnswer when a step can't use the answer, or it is an error that
   *     looked like a success
   */
  public WholeAnswer applyToWhole(
      int status, byte[] body, @Nullable String contentType, AnswerFacts facts) {
    return applyToWhole(status, body, contentType, facts, ignored -> {});
  }

  /**
   * The same.
   *
   * @param translated sees the body of a success between its translation and the JSON steps; not
   *     called where the translation fails or the success is an error
   */
  public WholeAnswer applyToWhole(
      int status,
      byte[] body,
      @Nullable String contentType,
      AnswerFacts facts,
      Consumer<byte[]> translated) {
    return new AnswerPhase(this, facts, translated).run(status, body, contentType);
  }

  /** A collector for the stream of one exchange, where {@link #collects}. */
  public StreamCollector newCollector(AnswerFacts facts) {
    return new StreamCollector(
        modes.collect().orElseThrow().collection(facts.context(), facts.losses()),
        new EventReader(facts.maxEventBytes()));
  }

  /** A rewriter for the stream of one exchange. */
  public StreamRewriter newStreamRewriter(int status, AnswerFacts facts) {
    EventEditor editor = new EventEditor(this, facts.variables());
    boolean success = isSuccess(status);
    EventReader reader = new EventReader(facts.maxEventBytes());
    FirstEvent first = new FirstEvent(success ? errors : ErrorSteps.NONE);
    if (success && binary.stream().isPresent()) {
      String type = binary.typeOfStream(facts.audioFormat());
      return new BinaryExtractor(binary.stream().get(), type, first, reader);
    }
    if (status < 400 && modes.stream().isPresent()) {
      boolean edits = !json.isEmpty() || !deletions.isEmpty();
      return new StreamTranslator(
          modes.stream().get().stream(facts.context(), facts.losses()),
          editor,
          edits,
          first,
          reader);
    }
    return new EventRewriter(editor, first, reader);
  }
}

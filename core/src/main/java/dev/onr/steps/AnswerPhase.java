package dev.onr.steps;

import dev.onr.credential.SecretMask;
import dev.onr.dialect.BulkyBody;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.dialect.Losses;
import dev.onr.dialect.Mode;
import dev.onr.json.InvalidJson;
import dev.onr.json.JsonDocument;
import dev.onr.json.JsonTree;
import dev.onr.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One run of a route's response steps on a whole answer: error conditions, translation, JSON steps,
 * extraction of bytes; for errors, the client's dialect and JSON steps.
 */
final class AnswerPhase {
  private static final String JSON = "application/json";

  private final ResponseSteps steps;
  private final AnswerFacts facts;
  private final Consumer<byte[]> seen;

  /**
   * @param seen takes the body between its translation and the JSON steps
   */
  AnswerPhase(ResponseSteps steps, AnswerFacts facts, Consumer<byte[]> seen) {
    this.steps = steps;
    this.facts = facts;
    this.seen = seen;
  }

  WholeAnswer run(int status, byte[] body, @Nullable String contentType) {
    WholeAnswer answer = new WholeAnswer(status, body, contentType, false);
    if (status >= 400) {
      return edited(shown(answer));
    }
    if (ResponseSteps.isSuccess(status)) {
      WholeAnswer checked = checked(answer);
      if (checked.status() >= 400) {
        return edited(checked);
      }
    }
    WholeAnswer translated = translated(answer);
    seen.accept(translated.body());
    answer = edited(translated);
    return ResponseSteps.isSuccess(status) ? extracted(answer) : answer;
  }

  /**
   * An error in the client's dialect, where the route wants that. Upstreams that don't like a key
   * may repeat it; it is not the client's.
   */
  @SuppressWarnings("ReferenceEquality") // the mask hands back the very array it left alone
  private WholeAnswer shown(WholeAnswer error) {
    if (!steps.errors().translates()) {
      return error;
    }
    byte[] body = withoutCredentials(error.body());
    Optional<byte[]> translated =
        ErrorSteps.translate(body, error.status(), facts.errorCode(), facts.dialect());
    if (translated.isPresent()) {
      return json(error.status(), translated.get());
    }
    return body == error.body()
        ? error
        : new WholeAnswer(error.status(), body, error.contentType(), true);
  }

  private byte[] withoutCredentials(byte[] body) {
    Variables used = facts.variables();
    return new SecretMask(List.of(used.key(), used.accessToken())).apply(body, body.length);
  }

  /** Turns a success that is an error into one; its status then says so. */
  private WholeAnswer checked(WholeAnswer answer) {
    JsonValue object = steps.errors().conditions().isEmpty() ? null : object(answer.body());
    Optional<ErrorSteps.Condition> condition =
        object == null ? Optional.empty() : steps.errors().failed(object);
    if (condition.isEmpty()) {
      return answer;
    }
    int status = condition.get().status();
    if (steps.errors().translates()) {
      throw ErrorSteps.asError(withoutCredentials(answer.body()), status);
    }
    return new WholeAnswer(status, answer.body(), answer.contentType(), answer.edited());
  }

  private WholeAnswer translated(WholeAnswer answer) {
    Optional<Mode> mode = steps.modes().whole();
    if (mode.isEmpty()) {
      return answer;
    }
    if (!ResponseSteps.isSuccess(answer.status()) && object(answer.body()) == null) {
      // A redirection needs no body, and its body is no answer.
      return answer;
    }
    JsonValue object = BulkyBody.mayBe(answer.body().length) ? object(answer.body()) : null;
    byte[] translated =
        object == null
            ? translated(mode.get(), answer.body(), facts.losses())
            : BulkyBody.translate(
                JsonDocument.of(object),
                facts.losses(),
                (bytes, lost) -> translated(mode.get(), bytes, lost));
    return json(answer.status(), translated);
  }

  private byte[] translated(Mode mode, byte[] body, Losses losses) {
    return JsonTree.write(mode.answer(tree(body), facts.context(), losses));
  }

  private static ObjectNode tree(byte[] body) {
    try {
      if (JsonTree.parse(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (InvalidJson e) {
      throw new InvalidAnswer("the upstream's answer is no valid JSON: " + e.getMessage());
    }
    throw new InvalidAnswer("the upstream's answer is JSON, but no object");
  }

  private WholeAnswer edited(WholeAnswer answer) {
    JsonValue object = steps.json().isEmpty() ? null : object(answer.body());
    if (object == null) {
      return answer;
    }
    JsonDocument document = JsonDocument.of(object);
    new EventEditor(steps, facts.variables()).runJson(document, "");
    if (!document.isEdited()) {
      return answer;
    }
    String type = answer.contentType() == null ? "" : answer.contentType();
    String shown = MediaType.parse(type).mentionsJson() ? type : JSON;
    return new WholeAnswer(answer.status(), document.bytes(), shown, true);
  }

  private WholeAnswer extracted(WholeAnswer answer) {
    if (steps.binary().body().isEmpty()) {
      return answer;
    }
    BinarySteps.BodyExtract rule = steps.binary().body().get();
    JsonValue object = object(answer.body());
    String text = object == null ? "" : rule.path().firstString(object);
    Optional<byte[]> bytes = text.isEmpty() ? Optional.empty() : rule.encoding().decode(text);
    if (object == null || bytes.isEmpty()) {
      throw new InvalidAnswer(
          "the upstream's answer has no %s at %s".formatted(rule.encoding().word(), rule.path()));
    }
    String type = steps.binary().typeOfWhole(object, facts.audioFormat());
    return new WholeAnswer(answer.status(), bytes.get(), type, true);
  }

  private static WholeAnswer json(int status, byte[] body) {
    return new WholeAnswer(status, body, JSON, true);
  }

  private static @Nullable JsonValue object(byte[] body) {
    return EventEditor.object(body, 0, body.length);
  }
}

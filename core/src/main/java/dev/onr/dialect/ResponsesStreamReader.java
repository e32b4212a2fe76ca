package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events of a Responses stream → {@link AnswerEvent}s. Services that imitate the API send the end
 * early, items out of order or growth before its item, so the end is held until the input is over
 * and whatever was missing is taken from the items that are done.
 */
final class ResponsesStreamReader implements StreamReader {
  private final ResponsesStreamItems items = new ResponsesStreamItems();
  private @Nullable Members terminal;
  private AnswerHead head = new AnswerHead("", "", OptionalLong.empty(), "");
  private boolean started;
  private boolean over;

  @Override
  public void read(String name, byte[] data, Consumer<AnswerEvent> out) {
    ObjectNode payload = over || EventData.isDone(data) ? null : EventData.object(data);
    if (payload == null) {
      return;
    }
    Members event = Members.ofAnswer(payload);
    String type = (name.isBlank() ? event.text("type") : name).trim().toLowerCase(Locale.ROOT);
    learn(type, event);
    switch (type) {
      case "response.created", "response.queued", "response.in_progress" ->
          event.object("response").ifPresent(response -> begin(response, out));
      case "response.completed" -> end(event, "completed");
      case "response.incomplete" -> end(event, "incomplete");
      case "response.failed", "response.cancelled", "response.canceled", "error" ->
          fail(event, type, out);
      default -> grow(type, event, out);
    }
  }

  /** Any event may say whose it is. */
  private void learn(String type, Members event) {
    boolean ofResponse = type.startsWith("response.");
    String id = event.text("response_id").trim();
    if (id.isEmpty() && ofResponse) {
      id = event.text("id").trim();
    }
    head = better(id, event.text("model").trim(), event.count("created_at"), "");
  }

  private AnswerHead better(String id, String model, OptionalLong created, String tier) {
    return new AnswerHead(
        head.id().isEmpty() ? id : head.id(),
        model.isEmpty() ? head.model() : model,
        created.isPresent() ? created : head.created(),
        tier.isEmpty() ? head.tier() : tier);
  }

  private void begin(Members response, Consumer<AnswerEvent> out) {
    AnswerHead said = ResponsesAnswers.head(response);
    AnswerHead before = head;
    head = better(said.id(), said.model(), said.created(), said.tier());
    if (!started) {
      started = true;
      out.accept(new AnswerEvent.Started(head, ResponsesAnswers.echo(response)));
    } else if (!head.equals(before)) {
      out.accept(new AnswerEvent.HeadKnown(head, ResponsesAnswers.echo(response)));
    }
  }

  private void beginIfNeeded(Consumer<AnswerEvent> out) {
    if (!started) {
      started = true;
      out.accept(new AnswerEvent.Started(head, Extras.of(Tongue.RESPONSES, Map.of())));
    }
  }

  private void grow(String type, Members event, Consumer<AnswerEvent> out) {
    if (!ResponsesStreamItems.knows(type)) {
      return;
    }
    Optional<UpstreamError> wrong = items.misplaced(event);
    if (wrong.isPresent()) {
      over = true;
      out.accept(new AnswerEvent.Failed(wrong.get()));
      return;
    }
    beginIfNeeded(out);
    items.read(type, event, out);
  }

  /** The last one counts. A service may leave out the status that the event's name says. */
  private void end(Members event, String status) {
    event
        .object("response")
        .or(() -> Optional.of(Members.ofAnswer(JsonTree.object())))
        .ifPresent(
            response -> {
              ObjectNode node = response.node();
              if (!response.has("status")) {
                node.put("status", status);
              }
              terminal = response;
              AnswerHead said = ResponsesAnswers.head(response);
              head = better(said.id(), said.model(), said.created(), said.tier());
            });
  }

  /** What comes after the end no longer matters. */
  private void fail(Members event, String type, Consumer<AnswerEvent> out) {
    if (terminal != null) {
      return;
    }
    over = true;
    String otherwise =
        type.startsWith("response.cancel")
            ? "the upstream cancelled the response"
            : "the upstream's response failed";
    Members holder = event.has("error") ? event : event.object("response").orElse(event);
    out.accept(new AnswerEvent.Failed(ResponsesAnswers.error(holder, otherwise)));
  }

  @Override
  public void finish(Consumer<AnswerEvent> out) {
    if (over) {
      return;
    }
    over = true;
    Members response = terminal;
    if (response == null) {
      items.end(List.of(), out);
      out.accept(new AnswerEvent.Ended(false));
      return;
    }
    Optional<UpstreamError> failure = ResponsesAnswers.failure(response);
    if (failure.isPresent()) {
      out.accept(new AnswerEvent.Failed(failure.get()));
      return;
    }
    begin(response, out);
    items.end(response.objects("output"), out);
    out.accept(new AnswerEvent.HeadKnown(head, items.closing(ResponsesAnswers.echo(response))));
    response
        .object("usage")
        .ifPresent(usage -> out.accept(new AnswerEvent.UsageKnown(ResponsesUsage.read(usage))));
    out.accept(ResponsesAnswers.finished(response, items.calls()));
    out.accept(new AnswerEvent.Ended(true));
  }
}

package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole answers of Responses, read and written, and what their streams share with them. */
final class ResponsesAnswers {
  /** Members of a response that the model has a place for; the others echo the request. */
  private static final Set<String> KNOWN =
      Set.of(
          "id", "object", "created_at", "model", "output", "output_text", "usage", "service_tier");

  private ResponsesAnswers() {}

  // ---- reading

  static Answer read(ObjectNode body) {
    Members outer = Members.ofAnswer(body);
    Members response = outer.object("response").orElse(outer);
    failure(response)
        .ifPresent(
            error -> {
              throw new InvalidAnswer(error);
            });
    List<Part> parts = new ArrayList<>();
    ArrayNode logprobs = JsonTree.nodes().arrayNode();
    for (Members item : response.objects("output")) {
      ResponsesItems.read(item).stream().map(ResponsesAnswers::trimmed).forEach(parts::add);
      for (Members part : item.objects("content")) {
        if (part.node().get("logprobs") instanceof ArrayNode tokens) {
          logprobs.addAll(tokens);
        }
      }
    }
    String words = response.text("output_text");
    if (!words.isEmpty() && parts.stream().noneMatch(Part.Text.class::isInstance)) {
      parts.add(Part.Text.of(words));
    }
    boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
    Optional<JsonNode> tokens =
        logprobs.isEmpty()
            ? Optional.empty()
            : Optional.of(JsonTree.object().set("content", logprobs));
    Choice choice =
        new Choice(
            0,
            parts,
            Optional.of(finishReason(response, calls)),
            incompleteReason(response),
            "",
            tokens,
            Extras.NONE);
    Optional<Usage> usage = response.object("usage").map(ResponsesUsage::read);
    return new Answer(head(response), List.of(choice), usage, "", echo(response));
  }

  /** White space around a function's arguments means nothing. */
  private static Part trimmed(Part part) {
    return part instanceof Part.ToolCall call && call.kind() == ToolKind.FUNCTION
        ? new Part.ToolCall(
            call.id(),
            call.name().trim(),
            call.kind(),
            call.arguments().trim(),
            call.signature(),
            call.extras())
        : part;
  }

  static AnswerHead head(Members response) {
    return new AnswerHead(
        response.text("id").trim(),
        response.text("model").trim(),
        response.count("created_at"),
        response.text("service_tier"));
  }

  /** Most of a response repeats the request, which is worth keeping for home only. */
  static Extras echo(Members response) {
    ObjectNode form = JsonTree.object();
    ObjectNode echo = form.putObject("echo");
    response
        .node()
        .properties()
        .forEach(
            member -> {
              if (!KNOWN.contains(member.getKey())) {
                echo.set(member.getKey(), member.getValue());
              }
            });
    return ResponsesForm.extras(form);
  }

  /** The error of a response that failed or was cancelled. */
  static Optional<UpstreamError> failure(Members response) {
    String status = response.text("status");
    return switch (status) {
      case "failed" -> Optional.of(error(response, "the upstream's response failed"));
      case "cancelled", "canceled" ->
          Optional.of(error(response, "the upstream cancelled the response"));
      default ->
          response.has("error")
              ? Optional.of(error(response, "the upstream reports an error"))
              : Optional.empty();
    };
  }

  /** An error as a response or an event carries it, in any of the places where it was seen. */
  static UpstreamError error(Members holder, String otherwise) {
    JsonNode raw = holder.raw("error");
    if (raw != null && raw.isString()) {
      return new UpstreamError(0, "", "", "", raw.asString());
    }
    Members error = holder.object("error").orElse(holder);
    String type = error.text("type");
    String message = error.text("message");
    return new UpstreamError(
        0,
        type.equals("error") || type.startsWith("response.") ? "" : type,
        ChatAnswers.scalar(error.raw("code")),
        error.text("param"),
        message.isEmpty() ? otherwise : message);
  }

  private static String incompleteReason(Members response) {
    return response.object("incomplete_details").map(members -> members.text("reason")).orElse("");
  }

  /** A cut answer is cut even when it calls tools. */
  static FinishReason finishReason(Members response, boolean calls) {
    return switch (incompleteReason(response)) {
      case "max_output_tokens", "length" -> FinishReason.LENGTH;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      default -> {
        if (response.text("status").equals("incomplete")) {
          yield FinishReason.LENGTH;
        }
        yield calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      }
    };
  }

  static AnswerEvent.Finished finished(Members response, boolean calls) {
    return new AnswerEvent.Finished(
        0, finishReason(response, calls), incompleteReason(response), "", Extras.NONE);
  }

  // ---- writing

  static ObjectNode write(Answer answer, AnswerContext context, Losses losses) {
    ResponsesOutput output = new ResponsesOutput(context, losses, event -> {});
    Optional<Choice> choice = answer.choices().stream().findFirst();
    answer.choices().stream().skip(1).forEach(other -> losses.lost("choices"));
    List<Part> parts = choice.map(Choice::parts).orElse(List.of());
    ObjectNode form = ResponsesForm.of(answer.extras());
    List<Integer> order = order(form, parts.size());
    int lastText =
        order.stream()
            .filter(number -> parts.get(number) instanceof Part.Text)
            .reduce(-1, (before, number) -> number);
    for (int number : order) {
      output.start(number, withPieces(parts.get(number), number, form));
      if (number == lastText) {
        choice.flatMap(Choice::logprobs).ifPresent(output::logprobs);
      }
      output.end(number);
    }
    FinishReason finish =
        answer.blocked().isEmpty()
            ? choice.flatMap(Choice::finish).orElse(FinishReason.STOP)
            : FinishReason.CONTENT_FILTER;
    output.close(finish);
    ResponsesEnvelope envelope = new ResponsesEnvelope(context);
    envelope.know(answer.head(), answer.extras());
    answer.extras().reportAbroad(Tongue.RESPONSES, "", losses);
    AnswerLosses.ofAnswer(answer, Tongue.RESPONSES, losses);
    return envelope.ended(finish, output.items(), answer.usage());
  }

  /** A stream may bring its items in another order than the one in which they belong. */
  private static List<Integer> order(ObjectNode form, int parts) {
    List<Integer> order = new ArrayList<>();
    if (form.get("order") instanceof ArrayNode numbers) {
      numbers.forEach(number -> order.add(number.asInt()));
    }
    if (Set.copyOf(order).size() == parts && order.stream().allMatch(n -> n >= 0 && n < parts)) {
      return order;
    }
    List<Integer> plain = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      plain.add(i);
    }
    return plain;
  }

  /** Where a stream's reasoning came in pieces, only its end tells how many. */
  private static Part withPieces(Part part, int number, ObjectNode form) {
    if (part instanceof Part.Thinking thinking
        && form.path("thinking").get(Integer.toString(number)) instanceof ObjectNode more) {
      ObjectNode both = ResponsesForm.of(thinking.extras()).deepCopy();
      both.setAll(more);
      return new Part.Thinking(
          thinking.text(), thinking.signature(), thinking.summary(), ResponsesForm.extras(both));
    }
    return part;
  }
}

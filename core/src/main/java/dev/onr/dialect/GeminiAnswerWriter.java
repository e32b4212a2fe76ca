package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Answer} → whole Gemini answer. */
final class GeminiAnswerWriter {
  private final Losses losses;
  private final GeminiPartWriter writer;
  private final boolean home;

  private GeminiAnswerWriter(boolean home, Losses losses) {
    this.home = home;
    this.losses = losses;
    this.writer = new GeminiPartWriter("content", false, losses);
  }

  static ObjectNode write(Answer answer, AnswerContext context, Losses losses) {
    boolean home = answer.extras().isHome(Tongue.GEMINI);
    return new GeminiAnswerWriter(home, losses).answer(answer, context);
  }

  private ObjectNode answer(Answer answer, AnswerContext context) {
    ObjectNode out = JsonTree.object();
    if (!home || !answer.choices().isEmpty()) {
      ArrayNode candidates = out.putArray("candidates");
      answer.choices().forEach(choice -> candidate(candidates.addObject(), choice));
    }
    feedback(out, answer.blocked(), answer.extras());
    answer.usage().ifPresent(usage -> out.set("usageMetadata", GeminiUsage.write(usage)));
    head(out, answer.head(), answer.extras(), context);
    answer.extras().reportAbroad(Tongue.GEMINI, "", losses);
    AnswerLosses.ofAnswer(answer, Tongue.GEMINI, losses);
    return out;
  }

  /** Names the answer; at home nothing is made up that the upstream did not say. */
  static void head(ObjectNode out, AnswerHead head, Extras extras, AnswerContext context) {
    boolean home = extras.isHome(Tongue.GEMINI);
    String model = head.model().isEmpty() && !home ? context.requestModel() : head.model();
    if (!model.isEmpty()) {
      out.put("modelVersion", model);
    }
    if (!head.id().isEmpty()) {
      out.put("responseId", head.id());
    } else if (!home) {
      out.put("responseId", context.uniqueId().get());
    }
    extras
        .form(Tongue.GEMINI, GeminiAnswers.CREATE_TIME)
        .ifPresent(time -> out.set(GeminiAnswers.CREATE_TIME, time));
    extras.at(Tongue.GEMINI).forEach(out::set);
  }

  /** What the vendor says of the prompt. */
  static void feedback(ObjectNode out, String blocked, Extras extras) {
    Optional<JsonNode> form = extras.form(Tongue.GEMINI, GeminiAnswers.PROMPT_FEEDBACK);
    if (form.isPresent()) {
      out.set(GeminiAnswers.PROMPT_FEEDBACK, form.get());
    } else if (!blocked.isEmpty()) {
      out.putObject(GeminiAnswers.PROMPT_FEEDBACK).put("blockReason", blocked);
    }
  }

  private void candidate(ObjectNode candidate, Choice choice) {
    boolean own = choice.extras().isHome(Tongue.GEMINI);
    ArrayNode parts = JsonTree.nodes().arrayNode();
    GeminiCitations.Gathered citations = new GeminiCitations.Gathered();
    String malformed = "";
    for (Part part : choice.parts()) {
      if (part instanceof Part.Text text) {
        Utf8Offsets positions = new Utf8Offsets();
        positions.append(text.text());
        text.citations().forEach(citation -> citations.add(citation, parts.size(), positions));
      }
      Optional<ObjectNode> written = part(part, writer);
      written.ifPresent(parts::add);
      if (written.isEmpty() && part instanceof Part.ToolCall call) {
        malformed = malformed(call);
      }
    }
    content(candidate, choice, parts, malformed.isEmpty());
    if (!malformed.isEmpty()) {
      candidate.put("finishReason", MALFORMED).put("finishMessage", malformed);
    } else if (choice.finish().isPresent()) {
      candidate.put(
          "finishReason",
          GeminiAnswers.finishWord(choice.finish().get(), choice.nativeFinish(), own));
    } else if (!own) {
      candidate.put("finishReason", "STOP");
    } else if (!choice.nativeFinish().isEmpty()) {
      candidate.put("finishReason", choice.nativeFinish());
    }
    citations.writeTo(candidate);
    choice.extras().at(Tongue.GEMINI).forEach(candidate::set);
    candidate.put("index", choice.index());
    if (!candidate.has("logprobsResult")) {
      choice
          .logprobs()
          .flatMap(GeminiLogprobs::write)
          .ifPresent(result -> candidate.set("logprobsResult", result));
    }
  }

  private static void content(ObjectNode candidate, Choice choice, ArrayNode parts, boolean said) {
    boolean own = choice.extras().isHome(Tongue.GEMINI);
    if (parts.isEmpty() && own) {
      choice
          .extras()
          .form(Tongue.GEMINI, GeminiAnswers.CONTENT)
          .ifPresent(content -> candidate.set("content", content));
      return;
    }
    if (parts.isEmpty() && said) {
      // Google's SDKs give null for an answer without parts; an empty text is what was said.
      parts.addObject().put("text", "");
    }
    candidate.putObject("content").put("role", "model").set("parts", parts);
  }

  // ---- parts, which streams write alike

  /** The reason that Gemini gives where a call's arguments can't be read. */
  static final String MALFORMED = "MALFORMED_FUNCTION_CALL";

  /** One part of an answer; empty where Gemini has none for it, or a call can't be read. */
  static Optional<ObjectNode> part(Part part, GeminiPartWriter writer) {
    return switch (part) {
      case Part.Text text when text.text().isEmpty() && !text.extras().isHome(Tongue.GEMINI) ->
          Optional.empty();
      case Part.Thinking thinking
          when thinking.text().isEmpty()
              && thinking.signature().isEmpty()
              && !thinking.extras().isHome(Tongue.GEMINI) ->
          Optional.empty();
      case Part.Thinking thinking -> Optional.of(GeminiContentWriter.thought(thinking, writer));
      case Part.ToolCall call ->
          GeminiParts.arguments(call).map(arguments -> writer.call(call, arguments));
      default -> writer.write(part);
    };
  }

  /** What is wrong with a call, with the arguments as the model wrote them. */
  static String malformed(Part.ToolCall call) {
    return "the arguments of " + call.name() + " are not a JSON object: " + call.arguments();
  }
}

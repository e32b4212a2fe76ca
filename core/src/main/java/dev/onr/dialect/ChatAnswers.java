package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What whole answers and chunks of Chat Completions have in common: heads, usage, finish reasons,
 * errors.
 */
final class ChatAnswers {
  /** Form of what a candidate's message holds beside what the model knows. */
  static final String MESSAGE = "message";

  private ChatAnswers() {}

  static AnswerHead head(Members answer) {
    return new AnswerHead(
        answer.text("id").trim(),
        answer.text("model").trim(),
        answer.count("created"),
        answer.text("service_tier"));
  }

  static FinishReason finishReason(String word) {
    return switch (word.trim()) {
      case "stop", "end_turn" -> FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      default -> FinishReason.OTHER;
    };
  }

  /** The word for a reason; {@code stop} for everything that OpenAI has no word for. */
  static String finishWord(FinishReason reason) {
    return switch (reason) {
      case STOP, STOP_SEQUENCE, PAUSED, OTHER -> "stop";
      case LENGTH, CONTEXT_FULL -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_FILTER -> "content_filter";
    };
  }

  /**
   * Reads usage under OpenAI's names and under the other spellings that compatible services use.
   */
  static Usage usage(Members usage) {
    Optional<Members> in = usage.object("prompt_tokens_details");
    Optional<Members> inOther = usage.object("input_tokens_details");
    Optional<Members> out = usage.object("completion_tokens_details");
    Optional<Members> outOther = usage.object("output_tokens_details");
    OptionalLong cached = first(in, "cached_tokens", inOther);
    OptionalLong deepseek = usage.count("prompt_cache_hit_tokens");
    OptionalLong flat = usage.count("cached_tokens");
    OptionalLong reasoning = first(out, "reasoning_tokens", outOther);
    usage.understood("prompt_cache_miss_tokens");
    return new Usage(
        orElse(usage.count("prompt_tokens"), usage.count("input_tokens")),
        orElse(cached, orElse(deepseek, flat)),
        first(in, "cache_write_tokens", inOther),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        first(in, "audio_tokens", inOther),
        first(in, "image_tokens", inOther),
        orElse(usage.count("completion_tokens"), usage.count("output_tokens")),
        reasoning,
        first(out, "audio_tokens", outOther),
        first(out, "image_tokens", outOther),
        usage.count("total_tokens"),
        withDetails(
            usage.rest(Tongue.CHAT),
            in,
            "prompt_tokens_details",
            out,
            "completion_tokens_details"));
  }

  /** Counts within the details that the model has no place for stay where they were. */
  private static Extras withDetails(
      Extras rest, Optional<Members> in, String inName, Optional<Members> out, String outName) {
    Map<String, JsonNode> fields = new LinkedHashMap<>(rest.fields());
    keepRest(fields, in, inName);
    keepRest(fields, out, outName);
    return Extras.of(Tongue.CHAT, fields);
  }

  private static void keepRest(
      Map<String, JsonNode> fields, Optional<Members> details, String name) {
    Map<String, JsonNode> rest =
        details.map(members -> members.rest(Tongue.CHAT).fields()).orElse(Map.of());
    if (!rest.isEmpty()) {
      ObjectNode kept = JsonTree.object();
      rest.forEach(kept::set);
      fields.put(name, kept);
    }
  }

  private static OptionalLong first(Optional<Members> one, String name, Optional<Members> other) {
    OptionalLong value = one.map(members -> members.count(name)).orElse(OptionalLong.empty());
    return value.isPresent()
        ? value
        : other.map(members -> members.count(name)).orElse(OptionalLong.empty());
  }

  private static OptionalLong orElse(OptionalLong value, OptionalLong other) {
    return value.isPresent() ? value : other;
  }

  /**
   * Writes usage; the three base counts are always there, zeros included. Counts from Responses
   * also keep the names that they have there: clients and metrics of onr's users read them.
   */
  static void writeUsage(ObjectNode target, Usage usage) {
    long input = usage.input().orElse(0);
    long output = usage.output().orElse(0);
    target.put("prompt_tokens", input);
    target.put("completion_tokens", output);
    target.put("total_tokens", usage.total().orElse(input + output));
    ObjectNode in = JsonTree.object();
    put(in, "cached_tokens", usage.cacheRead());
    put(in, "cache_write_tokens", usage.cacheWrite());
    put(in, "audio_tokens", usage.inputAudio());
    put(in, "image_tokens", usage.inputImage());
    if (!in.isEmpty()) {
      target.set("prompt_tokens_details", in);
    }
    ObjectNode out = JsonTree.object();
    put(out, "reasoning_tokens", usage.reasoning());
    put(out, "audio_tokens", usage.outputAudio());
    put(out, "image_tokens", usage.outputImage());
    if (!out.isEmpty()) {
      target.set("completion_tokens_details", out);
    }
    if (usage.extras().isHome(Tongue.RESPONSES)) {
      target.put("input_tokens", input).put("output_tokens", output);
      usage
          .cacheRead()
          .ifPresent(count -> target.putObject("input_tokens_details").put("cached_tokens", count));
    }
    usage.extras().at(Tongue.CHAT).forEach((name, value) -> merge(target, name, value));
    extensions(target, usage.extras());
  }

  /**
   * Counts that have no place in OpenAI's schema but that onr's users read: tokens per iteration of
   * a server-side loop, under chat's names, and uses of server tools.
   */
  private static void extensions(ObjectNode target, Extras extras) {
    Map<String, JsonNode> fields = extras.fields();
    JsonNode iterations = fields.get("iterations");
    if (iterations != null && !target.has("iterations")) {
      target.set(
          "iterations",
          extras.isHome(Tongue.MESSAGES) ? MessagesUsage.chatIterations(iterations) : iterations);
    }
    JsonNode serverTools = fields.get("server_tool_use");
    if (serverTools != null && extras.isHome(Tongue.MESSAGES)) {
      target.set("server_tool_use", serverTools);
    }
  }

  /** Sets a member; where both sides are objects, their members come together. */
  static void merge(ObjectNode target, String name, JsonNode value) {
    if (target.get(name) instanceof ObjectNode object && value instanceof ObjectNode more) {
      more.properties().forEach(entry -> object.set(entry.getKey(), entry.getValue()));
    } else {
      target.set(name, value);
    }
  }

  private static void put(ObjectNode target, String name, OptionalLong value) {
    value.ifPresent(count -> target.put(name, count));
  }

  /** The error that an answer or an event carries instead of choices. */
  static Optional<UpstreamError> error(Members answer) {
    JsonNode error = answer.raw("error");
    if (error == null) {
      return Optional.empty();
    }
    if (error.isString()) {
      return Optional.of(new UpstreamError(0, "", "", "", error.asString()));
    }
    return answer
        .object("error")
        .map(
            members ->
                new UpstreamError(
                    0,
                    members.text("type"),
                    scalar(members.raw("code")),
                    members.text("param"),
                    members.text("message")));
  }

  /** A code may be a text or a number. */
  static String scalar(@Nullable JsonNode value) {
    if (value == null) {
      return "";
    }
    return value.isString() ? value.asString() : value.isNumber() ? value.toString() : "";
  }

  /**
   * An id with OpenAI's prefix: the upstream's own where it has one, a new one where the upstream
   * has none.
   */
  static String id(String upstreamId, AnswerContext context) {
    if (upstreamId.isBlank()) {
      return "chatcmpl-" + context.uniqueId().get();
    }
    return upstreamId.startsWith("chatcmpl") ? upstreamId : "chatcmpl-" + upstreamId;
  }

  /** Reads a whole answer. */
  static Answer read(ObjectNode body) {
    Members answer = Members.ofAnswer(body);
    Optional<UpstreamError> error = error(answer);
    if (error.isPresent()) {
      throw new InvalidAnswer(error.get());
    }
    if (answer.objects("choices").isEmpty()) {
      throw new InvalidAnswer("the upstream's answer has no choices");
    }
    AnswerHead head = head(answer);
    List<Choice> choices = new ArrayList<>();
    List<Members> items = answer.objects("choices");
    Set<Integer> named = new HashSet<>();
    items.forEach(item -> item.integer("index").ifPresent(named::add));
    int free = 0;
    for (Members item : items) {
      while (named.contains(free)) {
        free++;
      }
      choices.add(choice(item, item.has("index") ? 0 : free++));
    }
    Optional<Usage> usage = answer.object("usage").map(ChatAnswers::usage);
    answer.understood("object");
    return new Answer(head, choices, usage, "", answer.rest(Tongue.CHAT));
  }

  private static Choice choice(Members choice, int position) {
    Optional<Members> message = choice.object("message");
    List<Part> parts = message.map(ChatMessageReader::readAssistantParts).orElse(List.of());
    String finish = choice.text("finish_reason");
    String stop = stopSequence(choice);
    int index = choice.integer("index").orElse(position);
    Optional<JsonNode> logprobs = Optional.ofNullable(choice.raw("logprobs"));
    Extras rest = choice.rest(Tongue.CHAT);
    Map<String, JsonNode> ofMessage =
        message.map(members -> ChatMessageReader.rest(members).fields()).orElse(Map.of());
    if (!ofMessage.isEmpty()) {
      ObjectNode kept = JsonTree.object();
      ofMessage.forEach(kept::set);
      rest = rest.withForm(MESSAGE, kept);
    }
    return new Choice(
        index,
        parts,
        finish.isBlank() ? Optional.empty() : Optional.of(finishReason(finish, stop)),
        finish,
        stop,
        logprobs,
        rest);
  }

  /** The reason, which a known stop sequence makes more precise. */
  static FinishReason finishReason(String word, String stopSequence) {
    FinishReason reason = finishReason(word);
    return reason == FinishReason.STOP && !stopSequence.isEmpty()
        ? FinishReason.STOP_SEQUENCE
        : reason;
  }

  /** vLLM names the stop sequence here; others repeat the reason. */
  static String stopSequence(Members choice) {
    String stop = choice.text("stop_reason");
    return switch (stop.trim()) {
      case "",
          "stop",
          "end_turn",
          "eos",
          "eos_token",
          "length",
          "max_tokens",
          "tool_calls",
          "tool_use" ->
          "";
      default -> stop;
    };
  }

  /** A call with an id: answers must name every call. */
  static Part.ToolCall withId(Part.ToolCall call, AnswerContext context) {
    return call.id().isEmpty()
        ? new Part.ToolCall(
            "call_" + context.uniqueId().get(),
            call.name(),
            call.kind(),
            call.arguments(),
            call.signature(),
            call.extras())
        : call;
  }

  /** The members of an object, in order. */
  static Map<String, JsonNode> fields(JsonNode object) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    object.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
    return fields;
  }
}

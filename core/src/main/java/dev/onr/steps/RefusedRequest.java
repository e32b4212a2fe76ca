package dev.onr.steps;

import dev.onr.dialect.UpstreamError;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import dev.onr.steps.NextUpstream.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider refused a request, as far as another model or provider might take it: read from
 * the error's code where the vendor gives one, from the fixed parts of its message otherwise.
 */
public final class RefusedRequest {
  private static final List<ObjectPath> CODES =
      Stream.of("$.error.code", "$.error.innererror.code", "$.error.type", "$.code")
          .map(ObjectPath::parse)
          .toList();
  private static final List<ObjectPath> MESSAGES =
      Stream.of("$.error.message", "$.message").map(ObjectPath::parse).toList();

  /** OpenAI and those that speak like it. */
  private static final List<String> LENGTH_CODES = List.of("context_length_exceeded");

  /** OpenAI, Azure. */
  private static final List<String> CONTENT_CODES =
      List.of(
          "content_filter",
          "content_policy_violation",
          "responsibleaipolicyviolation",
          "invalid_prompt");

  /** Anthropic (two), Google, Bedrock, vLLM. */
  private static final List<String> LENGTH_MESSAGES =
      List.of(
          "prompt is too long",
          "exceed context limit",
          "exceeds the maximum number of tokens",
          "input is too long for requested model",
          "maximum context length");

  /** Anthropic, Google (two), Bedrock. */
  private static final List<String> CONTENT_MESSAGES =
      List.of(
          "blocked by content filtering policy",
          "responsible ai practices",
          "prohibited_content",
          "blocked by our content filters");

  private RefusedRequest() {}

  /** Reads the body of a refusal; empty where it says neither, or can't be read. */
  public static Optional<Fault> of(byte[] body) {
    JsonValue root;
    try {
      root = JsonValue.parse(body);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
    return reason(texts(root, CODES), texts(root, MESSAGES));
  }

  /** As {@link #of(byte[])}, for an error that was read already. */
  public static Optional<Fault> of(UpstreamError error) {
    return reason(
        List.of(lower(error.code()), lower(error.type())), List.of(lower(error.message())));
  }

  private static Optional<Fault> reason(List<String> codes, List<String> messages) {
    if (say(codes, LENGTH_CODES) || say(messages, LENGTH_MESSAGES)) {
      return Optional.of(Fault.CONTEXT_LENGTH);
    }
    return say(codes, CONTENT_CODES) || say(messages, CONTENT_MESSAGES)
        ? Optional.of(Fault.CONTENT_FILTER)
        : Optional.empty();
  }

  private static boolean say(List<String> said, List<String> known) {
    return said.stream().anyMatch(text -> known.stream().anyMatch(text::contains));
  }

  private static List<String> texts(JsonValue root, List<ObjectPath> paths) {
    return paths.stream().map(path -> text(root.find(path))).toList();
  }

  private static String text(@Nullable JsonValue value) {
    return value == null ? "" : lower(value.string());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

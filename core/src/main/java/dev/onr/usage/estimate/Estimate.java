package dev.onr.usage.estimate;

import dev.onr.Api;
import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The estimate of one side of one exchange. */
final class Estimate {
  /** Hidden reasoning in an answer is paid for, but all that is known is that there was some. */
  private static final double HIDDEN_REASONING = 1.3;

  private final TokenCounter counter;
  private final Optional<Api> api;
  private final Profile profile;
  private final String model;
  private final EstimateDirection direction;
  private final int limit;

  Estimate(
      EstimationSettings settings,
      TokenCounter counter,
      String api,
      String model,
      EstimateDirection direction) {
    this.counter = counter;
    this.api =
        Arrays.stream(Api.values())
            .filter(each -> each.apiName().equalsIgnoreCase(api.strip()))
            .findFirst();
    this.profile = this.api.map(each -> Profile.of(each, model)).orElse(Profile.PLAIN);
    this.model = model;
    this.direction = direction;
    this.limit =
        direction == EstimateDirection.INPUT
            ? settings.maxRequestBytes()
            : settings.maxResponseBytes();
  }

  long of(EstimateSource source) {
    return switch (source) {
      case EstimateSource.Text(String text) -> text(TextSample.of(text, limit));
      case EstimateSource.Stream(DeltaText deltas) -> text(deltas.sample());
      case EstimateSource.Json(var root) -> body(root.bytes());
      case EstimateSource.Body(byte[] bytes) -> body(bytes);
    };
  }

  private long body(byte[] bytes) {
    JsonNode root;
    try {
      root = JsonTree.parse(bytes);
    } catch (InvalidJson e) {
      return text(start(bytes));
    }
    if (root.isObject()) {
      return content(root);
    }
    return text(TextSample.of(root.isString() ? root.stringValue() : JsonTree.text(root), limit));
  }

  /** No more of a body becomes a text than will be counted. */
  private TextSample start(byte[] bytes) {
    int kept = Math.min(bytes.length, limit);
    return kept == 0
        ? TextSample.EMPTY
        : new TextSample(
            new String(bytes, 0, kept, StandardCharsets.UTF_8), (double) bytes.length / kept);
  }

  private long content(JsonNode root) {
    PromptContent content = new PromptContent(limit);
    api.flatMap(each -> ContentForm.of(each, model))
        .ifPresent(
            form -> {
              switch (direction) {
                case INPUT -> form.request(root, content);
                case OUTPUT -> form.answer(root, content);
              }
            });
    long tokens =
        text(content.sample())
            + content.tokens()
            + Math.round(content.overhead(profile, direction));
    return direction == EstimateDirection.OUTPUT && content.has(PromptItem.HIDDEN_REASONING_BLOCK)
        ? Math.round(tokens * HIDDEN_REASONING)
        : tokens;
  }

  private long text(TextSample sample) {
    long counted = counter.count(model, sample.text());
    long tokens = sample.proportion() == 1 ? counted : Math.round(counted * sample.proportion());
    return Math.round(tokens * profile.multiplier(tokens, direction, counter.strategy()));
  }
}

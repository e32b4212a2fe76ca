package dev.onr.usage.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.Api;
import dev.onr.CaseFile;
import dev.onr.json.JsonTree;
import dev.onr.usage.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** How many tokens a body comes to, and what is made of a usage that lacks some. */
class EstimateCasesTest {
  private static final Tokenizer TOKENIZER = new Tokenizer();

  /** Section {@code call} is the API, the model and the direction; {@code body} what is counted. */
  @TestFactory
  Stream<DynamicTest> tokens() {
    return CaseFile.tests(
        "estimate",
        each -> {
          String[] call = each.section("call").split(" ");
          UsageEstimator estimator = estimator(each);
          EstimateSource source =
              each.find("text")
                  .<EstimateSource>map(EstimateSource.Text::new)
                  .orElseGet(() -> source(each, "body", estimator));
          long tokens = estimator.tokens(call[0], call[1], EstimateDirection.of(call[2]), source);
          assertThat(tokens).isEqualTo(Long.parseLong(each.section("tokens")));
        });
  }

  /** Section {@code upstream} is what the provider reported; without it, nothing was. */
  @TestFactory
  Stream<DynamicTest> decisions() {
    return CaseFile.tests(
        "estimate-decision",
        each -> {
          String[] call = each.section("call").split(" ");
          UsageEstimator estimator = estimator(each);
          Estimated estimated =
              estimator.complete(
                  Api.named(call[0]).orElseThrow(),
                  call[1],
                  each.find("upstream").map(EstimateCasesTest::usage).orElse(Usage.NONE),
                  source(each, "request", estimator),
                  source(each, "answer", estimator));
          assertThat(print(estimated)).isEqualTo(each.section("out"));
        });
  }

  private static UsageEstimator estimator(CaseFile each) {
    EstimationSettings settings = EstimationSettings.DEFAULTS;
    JsonNode changes = JsonTree.parse(each.find("settings").orElse("{}"));
    return new UsageEstimator(
        new EstimationSettings(
            changes.path("enabled").asBoolean(true),
            changes.path("estimate_when_missing_or_zero").asBoolean(true),
            EstimationStrategy.named(changes.path("strategy").asString("heuristic")).orElseThrow(),
            changes.path("max_request_bytes").asInt(settings.maxRequestBytes()),
            changes.path("max_response_bytes").asInt(settings.maxResponseBytes()),
            changes.path("max_stream_collect_bytes").asInt(settings.maxStreamCollectBytes()),
            settings.apis()),
        TOKENIZER);
  }

  /** A section whose lines begin with {@code data:} is a stream. */
  private static EstimateSource source(CaseFile each, String section, UsageEstimator estimator) {
    String text = each.find(section).orElse("");
    if (!text.startsWith("data:")) {
      return new EstimateSource.Body(text.getBytes(StandardCharsets.UTF_8));
    }
    DeltaText deltas = new DeltaText(estimator.settings().maxStreamCollectBytes());
    text.lines()
        .map(line -> line.substring("data:".length()).strip().getBytes(StandardCharsets.UTF_8))
        .forEach(data -> deltas.event(data, 0, data.length));
    return new EstimateSource.Stream(deltas);
  }

  private static Usage usage(String json) {
    JsonNode usage = JsonTree.parse(json);
    Map<String, BigDecimal> extras = new LinkedHashMap<>();
    usage
        .path("extras")
        .properties()
        .forEach(extra -> extras.put(extra.getKey(), extra.getValue().decimalValue()));
    return new Usage(
        usage.path("input").asLong(0),
        usage.path("output").asLong(0),
        usage.path("total").asLong(0),
        usage.path("cache_read").asLong(0),
        usage.path("cache_write").asLong(0),
        extras);
  }

  private static String print(Estimated estimated) {
    Usage usage = estimated.usage();
    StringBuilder line = new StringBuilder();
    line.append(estimated.stage() == UsageStage.NONE ? "none" : estimated.stage().label());
    line.append(
        " %d/%d/%d".formatted(usage.inputTokens(), usage.outputTokens(), usage.totalTokens()));
    if (usage.cacheReadTokens() + usage.cacheWriteTokens() > 0) {
      line.append(" cache %d/%d".formatted(usage.cacheReadTokens(), usage.cacheWriteTokens()));
    }
    usage.extras().forEach((name, value) -> line.append(" " + name + "=" + value));
    return line.toString();
  }
}

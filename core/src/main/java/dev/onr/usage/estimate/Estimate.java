package dev.onr.usage.estimate;

/** Being written. */
final class Estimate {
  private final EstimationSettings settings;
  private final TokenCounter counter;
  private final String model;
  private final EstimateDirection direction;

  Estimate(
      EstimationSettings settings,
      TokenCounter counter,
      String api,
      String model,
      EstimateDirection direction) {
    this.settings = settings;
    this.counter = counter;
    this.model = model + api.substring(api.length());
    this.direction = direction;
  }

  long of(EstimateSource source) {
    return switch (source) {
      case EstimateSource.Text(String text) when direction == EstimateDirection.OUTPUT ->
          counter.count(model, text);
      case EstimateSource.Text(String text) ->
          counter.count(model, TextSample.of(text, settings.maxRequestBytes()).text());
      case EstimateSource.Body _, EstimateSource.Json _, EstimateSource.Stream _ -> 0;
    };
  }
}

package dev.onr.usage.estimate;

import dev.onr.Api;
import dev.onr.usage.Usage;

/**
 * Fills in the sides of a usage that the provider left out. Thread-safe.
 *
 * <p>{@link #needed} is cheap and says whether there is anything to do. {@link #complete} and
 * {@link #tokens} read bodies and count text: with the heuristic that takes some milliseconds for
 * each MiB, with the tokenizer 0.2 s or more, and the first use of an encoding loads it. Where
 * {@link #isExpensive} they must not run on an event loop.
 */
public final class UsageEstimator {
  private final EstimationSettings settings;
  private final TokenCounter counter;

  /**
   * An estimator.
   *
   * @param tokenizer used where the settings ask for it; untouched otherwise
   */
  public UsageEstimator(EstimationSettings settings, Tokenizer tokenizer) {
    this.settings = settings;
    this.counter =
        switch (settings.strategy()) {
          case HEURISTIC -> LengthHeuristic.INSTANCE;
          case TOKENIZER -> tokenizer;
        };
  }

  /** The settings that it follows. */
  public EstimationSettings settings() {
    return settings;
  }

  /** Whether estimates take long enough that an event loop must not wait for them. */
  public boolean isExpensive() {
    return counter.strategy() == EstimationStrategy.TOKENIZER;
  }

  /**
   * Whether the usage lacks a side that {@link #complete} would estimate. Cheap.
   *
   * @param upstream what the provider reported; {@link Usage#NONE} where it was nothing
   */
  public boolean needed(Api api, Usage upstream) {
    return settings.covers(api) && (upstream.inputTokens() <= 0 || lacksOutput(api, upstream));
  }

  /**
   * Completes a usage. What the provider reported stays: a side above zero, cache tokens and
   * extras, and its total where that is more than the sum of the sides. A side counts as estimated
   * only if its estimate is above zero.
   *
   * @param api the API that the client called
   * @param model the model that the client named; blank where it named none
   * @param upstream what the provider reported; {@link Usage#NONE} where it was nothing
   * @param request what the client sent, in the form of that API
   * @param answer what the client gets, in the form of that API, or the events of any
   */
  public Estimated complete(
      Api api, String model, Usage upstream, EstimateSource request, EstimateSource answer) {
    Usage known = withTotal(upstream);
    if (!needed(api, known)) {
      return new Estimated(known, known.hasTokens() ? UsageStage.UPSTREAM : UsageStage.NONE);
    }
    String name = api.apiName();
    long input = known.inputTokens();
    long output = known.outputTokens();
    boolean inputEstimated = input <= 0;
    boolean outputEstimated = lacksOutput(api, known);
    if (inputEstimated) {
      input = tokens(name, model, EstimateDirection.INPUT, request);
      inputEstimated = input > 0;
    }
    if (outputEstimated) {
      output = tokens(name, model, EstimateDirection.OUTPUT, answer);
      outputEstimated = output > 0;
    }
    Usage completed =
        new Usage(
            input,
            output,
            Math.max(known.totalTokens(), input + output),
            known.cacheReadTokens(),
            known.cacheWriteTokens(),
            known.extras());
    return new Estimated(completed, stage(inputEstimated, outputEstimated, known));
  }

  /**
   * The tokens of one side, whatever the settings say about the API.
   *
   * @param api the API's name in any case; one that isn't known has neither a form of its own nor
   *     corrections
   * @param model the model's name; blank where there is none
   */
  public long tokens(String api, String model, EstimateDirection direction, EstimateSource source) {
    return new Estimate(settings, counter, api, model, direction).of(source);
  }

  /** Embeddings have no output: zero is what they report, not something left out. */
  private static boolean lacksOutput(Api api, Usage upstream) {
    return upstream.outputTokens() <= 0 && api != Api.EMBEDDINGS;
  }

  private static Usage withTotal(Usage usage) {
    long total = usage.totalTokens();
    return new Usage(
        usage.inputTokens(),
        usage.outputTokens(),
        total == 0 ? usage.inputTokens() + usage.outputTokens() : total,
        usage.cacheReadTokens(),
        usage.cacheWriteTokens(),
        usage.extras());
  }

  private static UsageStage stage(boolean input, boolean output, Usage upstream) {
    if (input && output) {
      return UsageStage.ESTIMATE_BOTH;
    }
    if (input) {
      return UsageStage.ESTIMATE_PROMPT;
    }
    if (output) {
      return UsageStage.ESTIMATE_COMPLETION;
    }
    return upstream.hasTokens() ? UsageStage.UPSTREAM : UsageStage.NONE;
  }
}

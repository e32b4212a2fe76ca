package dev.onr.server.account;

import dev.onr.pricing.PriceBook;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.UpstreamRequest;
import dev.onr.usage.UsageReader;
import dev.onr.usage.estimate.EstimationSettings;
import dev.onr.usage.estimate.Tokenizer;
import dev.onr.usage.estimate.UsageEstimator;

/**
 * How answers are accounted for, whatever provider they are of.
 *
 * @param estimator estimates what an upstream did not report
 * @param prices what usage costs; {@link PriceBook#EMPTY} where nobody wants to know
 */
public record Bookkeeping(UsageEstimator estimator, PriceBook prices) {
  /**
   * @param tokenizer that of the process
   */
  public static Bookkeeping of(
      EstimationSettings estimation, Tokenizer tokenizer, PriceBook prices) {
    return new Bookkeeping(new UsageEstimator(estimation, tokenizer), prices);
  }

  /**
   * Opens the account of an answer.
   *
   * @param reader reads usage, as the route says
   * @param provider the provider's name
   * @param channel the name of its key; empty where it has none
   * @param request what the client asked for
   * @param sent what was asked of the upstream
   */
  public Account open(
      UsageReader reader,
      String provider,
      String channel,
      ClientRequest request,
      UpstreamRequest sent) {
    return new Account(this, reader, provider, channel, request, sent);
  }
}

package dev.onr.server.log;

import static dev.onr.server.log.SystemLog.field;

import dev.onr.Api;
import dev.onr.json.JsonTree;
import dev.onr.server.exchange.ExchangeRecord;
import dev.onr.usage.MatchedFact;

/** What was counted in each answer, in the system log, for those who write rules of counting. */
public final class UsageFactsLog {
  private final SystemLog log;

  /** Writes to {@code log}, where that takes debug lines. */
  public UsageFactsLog(SystemLog log) {
    this.log = log;
  }

  /** Writes a line, if anything was counted. */
  public void ended(ExchangeRecord exchange) {
    var accounting = exchange.accounting();
    if (accounting.facts().isEmpty() || !log.writes(Level.DEBUG)) {
      return;
    }
    var target = exchange.target();
    log.debug(
        Category.SERVER,
        "usage facts extracted",
        field("provider", target.provider()),
        field("api", target.api().map(Api::apiName).orElse(null)),
        field("stream", target.stream().orElse(null)),
        field("model", target.model()),
        field("usage_stage", accounting.usageStage()),
        field("usage_facts", JsonTree.text(MatchedFact.json(accounting.facts()))),
        field("ending", exchange.outcome().ending().logName()),
        field("request_id", exchange.requestId()));
  }
}

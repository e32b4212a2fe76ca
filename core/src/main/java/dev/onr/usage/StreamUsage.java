package dev.onr.usage;

import dev.onr.json.JsonValue;

/** What the events of a stream reported so far. */
final class StreamUsage {
  private final CompiledUsage rules;
  private final FoldedObject usage;
  private final StreamTally tally;

  StreamUsage(CompiledUsage rules) {
    this.rules = rules;
    this.usage = rules.usageObject();
    this.tally = new StreamTally(rules);
  }

  void event(JsonValue payload, String name, FactSources sources) {
    usage.update(rules.usageObject(payload, name));
    Bill bill = rules.event(payload, name, sources);
    Counts counts = bill.counts();
    counts.total = rules.total(payload).orElse(counts.sum(rules.tokens()));
    tally.add(counts, bill.facts(), rules.rules().total().isPresent());
  }

  /** All that is known so far, with the facts that are read from the usage object. */
  UsageReading reading(FactSources sources) {
    StreamTally result = tally.copy();
    if (!usage.isEmpty()) {
      Bill bill = rules.end(usage, sources);
      Counts counts = bill.counts();
      counts.total = counts.sum(rules.tokens());
      result.add(counts, bill.facts(), false);
    }
    return result.reading();
  }
}

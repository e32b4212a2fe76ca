package dev.onr.usage;

import dev.onr.json.JsonValue;
import dev.onr.usage.UsageRules.Extraction;
import dev.onr.usage.UsageRules.Fact;
import dev.onr.usage.UsageRules.Root;
import dev.onr.usage.UsageRules.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for usage in the form in which they are carried out. */
final class CompiledUsage {
  private final UsageRules rules;
  private final WantedMembers wanted;
  private final List<FactGroup> all;
  private final List<FactGroup> eventGroups;
  private final List<FactGroup> finalGroups;
  private final boolean inputHoldsCache;

  CompiledUsage(UsageRules rules) {
    this.rules = rules;
    this.wanted = WantedMembers.of(rules.facts().stream().filter(Fact::readsUsage).toList());
    this.all = FactGroup.of(rules.facts());
    this.eventGroups = FactGroup.of(eventFacts());
    this.finalGroups = FactGroup.of(rules.facts().stream().filter(Fact::readsUsage).toList());
    this.inputHoldsCache =
        !DoubleCounting.of("input", TokenSemantics.CACHE, rules.facts()).isEmpty();
  }

  UsageRules rules() {
    return rules;
  }

  TokenSemantics tokens() {
    return rules.tokens();
  }

  /** In a stream: what is read in each event. All else is read from the usage object in the end. */
  List<Fact> eventFacts() {
    return rules.facts().stream().filter(fact -> !fact.readsUsage()).toList();
  }

  /**
   * Whether input facts also read what cache facts read, so that the input grows with the cache.
   */
  boolean inputHoldsCache() {
    return inputHoldsCache;
  }

  /** Whether anything can be read where the answer is not JSON. */
  boolean canDoWithoutAnswer() {
    return rules.facts().stream()
        .anyMatch(fact -> Set.of(Source.REQUEST, Source.DERIVED).contains(source(fact)));
  }

  boolean reads(Source source) {
    return rules.facts().stream().anyMatch(fact -> source(fact) == source);
  }

  /** Whether a fact reads this derived figure, and nothing but it. */
  boolean reads(DerivedFigure figure) {
    return rules.facts().stream()
        .anyMatch(
            fact ->
                source(fact) == Source.DERIVED
                    && fact.extraction() instanceof Extraction.Value(var path)
                    && path.toString().equals("$." + figure.key()));
  }

  private static Source source(Fact fact) {
    return fact.source().orElse(Source.RESPONSE);
  }

  /** An empty usage object. */
  FoldedObject usageObject() {
    return new FoldedObject(wanted);
  }

  /** The usage object of one payload, empty where no root leads to one. */
  FoldedObject usageObject(JsonValue payload, String event) {
    FoldedObject usage = usageObject();
    for (Root root : rules.roots()) {
      if (root.events().accepts(event)) {
        for (JsonValue value : root.path().values(payload)) {
          if (value.isObject()) {
            usage.complete(value, root.exclude());
          }
        }
      }
    }
    return usage;
  }

  /** Reads a whole answer; null where it is no object. */
  UsageReading whole(@Nullable JsonValue answer, FactSources beside) {
    JsonValue usage = answer == null ? null : json(usageObject(answer, ""));
    Bill bill = bill(all, "", new FactRoots(usage, answer, beside));
    Counts counts = bill.counts();
    counts.total = total(answer).orElse(counts.sum(tokens()));
    return UsageReading.of(counts.usage(tokens()), bill.facts());
  }

  /** The facts of one event of a stream. */
  Bill event(JsonValue payload, String event, FactSources beside) {
    FactSources ownPayload = new FactSources(beside.request(), beside.derived(), null);
    return bill(eventGroups, event, new FactRoots(null, payload, ownPayload));
  }

  /** The facts of the usage object that a stream has gathered. */
  Bill end(FoldedObject usage, FactSources beside) {
    return bill(finalGroups, "", new FactRoots(json(usage), null, beside));
  }

  /** What the formula for the total gives; empty where there is no formula. */
  Optional<Long> total(@Nullable JsonValue payload) {
    return rules
        .total()
        .map(
            formula ->
                payload == null ? 0L : Quantities.rounded(Quantities.whole(formula, payload)));
  }

  private static @Nullable JsonValue json(FoldedObject usage) {
    return usage.isEmpty() ? null : usage.toJson();
  }

  private static Bill bill(List<FactGroup> groups, String event, FactRoots roots) {
    Bill bill = new Bill();
    groups.forEach(group -> group.read(event, roots, bill));
    return bill;
  }
}

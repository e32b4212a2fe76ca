package dev.onr.usage;

import dev.onr.usage.UsageRules.Extraction;
import dev.onr.usage.UsageRules.Fact;
import dev.onr.usage.UsageRules.Gate;
import dev.onr.usage.UsageRules.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The facts of one dimension and unit. Fallbacks are asked only when none of the others matched, be
 * it with zero.
 */
final class FactGroup {
  private final List<Member> primaries;
  private final List<Member> fallbacks;

  private FactGroup(List<Member> primaries, List<Member> fallbacks) {
    this.primaries = primaries;
    this.fallbacks = fallbacks;
  }

  /**
   * @param repeats whether it differs from another only in its events, so that one of the two is
   *     enough where events have no names
   */
  private record Member(Fact fact, BillingIdentity identity, boolean repeats) {}

  /** What two facts have in common that differ in nothing but their events. */
  private record Apart(
      Optional<Source> source,
      Extraction extraction,
      Optional<Gate> gate,
      Map<String, String> attributes,
      Optional<BigDecimal> scale) {}

  private record Key(String dimension, String unit) {}

  /** Sorts facts into groups, in the order in which groups begin. */
  static List<FactGroup> of(List<Fact> facts) {
    Map<Key, List<Fact>> groups = new LinkedHashMap<>();
    for (Fact fact : facts) {
      BillingIdentity identity = fact.identity();
      groups
          .computeIfAbsent(new Key(identity.dimension(), identity.unit()), key -> new ArrayList<>())
          .add(fact);
    }
    return groups.values().stream().map(FactGroup::group).toList();
  }

  private static FactGroup group(List<Fact> facts) {
    Set<Apart> seen = new HashSet<>();
    return new FactGroup(members(facts, false, seen), members(facts, true, seen));
  }

  private static List<Member> members(List<Fact> facts, boolean fallback, Set<Apart> seen) {
    List<Member> members = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact.fallback() == fallback) {
        boolean repeats = isForNameless(fact) && !seen.add(apart(fact));
        members.add(new Member(fact, fact.identity(), repeats));
      }
    }
    return List.copyOf(members);
  }

  private static boolean isForNameless(Fact fact) {
    return !fact.events().names().isEmpty() && fact.events().nameless();
  }

  private static Apart apart(Fact fact) {
    return new Apart(
        fact.source(), fact.extraction(), fact.gate(), fact.attributes(), fact.scale());
  }

  /** Adds what matches to a bill. */
  void read(String event, FactRoots roots, Bill bill) {
    boolean matched = false;
    for (Member member : primaries) {
      Optional<BigDecimal> quantity = quantity(member, event, roots);
      if (quantity.isPresent()) {
        matched = true;
        bill.add(member.identity, member.fact, quantity.get());
      }
    }
    if (matched) {
      return;
    }
    Set<BillingIdentity> given = new HashSet<>();
    for (Member member : fallbacks) {
      if (!given.contains(member.identity)) {
        quantity(member, event, roots)
            .ifPresent(
                quantity -> {
                  given.add(member.identity);
                  bill.add(member.identity, member.fact, quantity);
                });
      }
    }
  }

  private static Optional<BigDecimal> quantity(Member member, String event, FactRoots roots) {
    boolean skipped = member.repeats && event.isBlank();
    return skipped || !member.fact.events().accepts(event)
        ? Optional.empty()
        : FactExtraction.quantity(member.fact, roots);
  }
}

package dev.onr.config.plan;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that provider files say, compiled. Immutable; two plans are equal when all their
 * providers are.
 *
 * @param providers by lower-case name
 */
public record Plan(SortedMap<String, ProviderPlan> providers) {
  /** No provider at all. */
  public static final Plan EMPTY = new Plan(Collections.emptySortedMap());

  public Plan {
    providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
  }

  /** Finds a provider; case and blanks around the name do not count. */
  public Optional<ProviderPlan> provider(String name) {
    return Optional.ofNullable(providers.get(name.strip().toLowerCase(Locale.ROOT)));
  }

  /** The names of providers that were added, removed or changed since an earlier plan, sorted. */
  public List<String> changesSince(Plan earlier) {
    TreeSet<String> names = new TreeSet<>(providers.keySet());
    names.addAll(earlier.providers.keySet());
    names.removeIf(name -> Objects.equals(providers.get(name), earlier.providers.get(name)));
    return List.copyOf(names);
  }
}

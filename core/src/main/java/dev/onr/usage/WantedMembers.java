package dev.onr.usage;

import dev.onr.json.ExtractionPath;
import dev.onr.usage.UsageRules.Extraction;
import dev.onr.usage.UsageRules.Fact;
import dev.onr.usage.UsageRules.Gate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of usage objects that facts read, so that no others need to be kept. A wanted member
 * without members of its own is kept unless it is an object; arrays are kept as they are.
 */
final class WantedMembers {
  private final Map<String, WantedMembers> members = new HashMap<>();

  /** The members that the facts read, those of conditions included. */
  static WantedMembers of(List<Fact> facts) {
    WantedMembers wanted = new WantedMembers();
    for (Fact fact : facts) {
      fact.gate().map(Gate::path).ifPresent(wanted::add);
      switch (fact.extraction()) {
        case Extraction.Value(var path) -> wanted.add(path);
        case Extraction.Sum(var path) -> wanted.add(path);
        case Extraction.Length(var path) -> wanted.add(path);
        case Extraction.Count(var path, var type, var status) -> {
          WantedMembers counted = wanted.add(path);
          type.ifPresent(ignored -> counted.child("type"));
          status.ifPresent(ignored -> counted.child("status"));
        }
        case Extraction.Formula(var formula) -> formula.paths().forEach(wanted::add);
      }
    }
    return wanted;
  }

  private WantedMembers add(ExtractionPath path) {
    WantedMembers at = this;
    for (ExtractionPath.Step step : path.steps()) {
      at = step.name().isEmpty() ? at : at.child(step.name());
      if (step.intoArray()) {
        break;
      }
    }
    return at;
  }

  private WantedMembers child(String name) {
    return members.computeIfAbsent(name, key -> new WantedMembers());
  }

  /** What is wanted of this member; null where the member is not. */
  @Nullable WantedMembers member(String name) {
    return members.get(name);
  }
}

package dev.onr.usage;

import dev.onr.json.ExtractionPath;
import dev.onr.usage.EventGuard.Shape;
import dev.onr.usage.EventGuard.Wanted;
import dev.onr.usage.UsageRules.Extraction;
import dev.onr.usage.UsageRules.Fact;
import dev.onr.usage.UsageRules.Source;
import java.util.ArrayList;
import java.util.List;

/** Makes the guard of a stream from the rules: which members an event must have to matter. */
final class EventGuards {
  private final List<Wanted> wanted = new ArrayList<>();
  private boolean open;

  /** A guard that lets the events through that hold something for any of the rules. */
  EventGuard guard() {
    return open ? EventGuard.open() : EventGuard.of(wanted);
  }

  EventGuards finish(FinishRules rules) {
    rules.paths().forEach(path -> want(path.path(), Shape.TEXT));
    return this;
  }

  /**
   * @param eventFacts the facts that are read in each event, not in the usage object
   */
  EventGuards usage(UsageRules rules, List<Fact> eventFacts) {
    rules.roots().forEach(root -> want(root.path(), Shape.OBJECT));
    rules
        .total()
        .ifPresent(
            total -> {
              open |= total.hasConstants();
              total.paths().forEach(path -> want(path, Shape.SOMETHING));
            });
    eventFacts.forEach(this::want);
    return this;
  }

  private void want(Fact fact) {
    Source source = fact.source().orElse(Source.RESPONSE);
    if (source == Source.REQUEST || source == Source.DERIVED) {
      // Counts in every event, whatever the event holds.
      open = true;
      return;
    }
    switch (fact.extraction()) {
      case Extraction.Value(var path) -> want(path, Shape.SOMETHING);
      case Extraction.Sum(var path) -> want(path, Shape.SOMETHING);
      case Extraction.Count(var path, var type, var status) -> want(path, Shape.SOMETHING);
      case Extraction.Length(var path) -> want(path, Shape.TEXT);
      case Extraction.Formula(var formula) -> {
        open |= formula.hasConstants();
        formula.paths().forEach(path -> want(path, Shape.SOMETHING));
      }
    }
  }

  /**
   * Of a path the last member with a name is looked for. A path without any leads nowhere, since
   * events are objects.
   */
  private void want(ExtractionPath path, Shape shape) {
    List<ExtractionPath.Step> steps = path.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      ExtractionPath.Step step = steps.get(i);
      if (!step.name().isEmpty()) {
        boolean array = step.intoArray() || i < steps.size() - 1;
        wanted.add(new Wanted(step.name(), array ? Shape.ARRAY : shape));
        return;
      }
    }
  }
}

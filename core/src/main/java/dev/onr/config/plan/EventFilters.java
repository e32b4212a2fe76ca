package dev.onr.config.plan;

import dev.onr.config.language.Arguments;
import dev.onr.steps.ResponseStep.EventFilter;

/** Reads the options {@code event} and {@code event_optional}, which many directives have. */
final class EventFilters {
  private EventFilters() {}

  static EventFilter of(Arguments args) {
    return args.has("event")
        ? new EventFilter(args.list("event", String.class), args.isSet("event_optional"))
        : EventFilter.ALL;
  }
}

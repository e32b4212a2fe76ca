package dev.onr.steps;

import dev.onr.json.ObjectPath;
import java.util.List;
import java.util.Locale;

/** One change to an answer. */
public sealed interface ResponseStep {
  /**
   * A JSON step on answers.
   *
   * @param step what to do
   * @param events on which events; whole bodies count as an event without a name
   * @param maxCount how many changes it may make in one exchange; 0 means any number
   */
  record Json(JsonStep.OnAnswer step, EventFilter events, int maxCount) implements ResponseStep {}

  /**
   * Removes {@code target} from an event whose {@code condition} is exactly this string ({@code
   * sse_json_del_if}). Runs before all {@link Json} steps.
   */
  record DeleteIf(ObjectPath condition, String expected, ObjectPath target)
      implements ResponseStep {}

  /**
   * Which events a step is for.
   *
   * @param names lower-case event names; empty means all events
   * @param nameless whether events without a name count too ({@code event_optional})
   */
  record EventFilter(List<String> names, boolean nameless) {
    /** Every event. */
    public static final EventFilter ALL = new EventFilter(List.of(), true);

    public EventFilter {
      names = names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether an event with this name counts; empty for an event without a name. */
    public boolean accepts(String event) {
      if (names.isEmpty()) {
        return true;
      }
      String name = event.strip();
      return name.isEmpty() ? nameless : names.contains(name.toLowerCase(Locale.ROOT));
    }
  }
}

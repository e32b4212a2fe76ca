package dev.onr.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Fields that have no place in the model, kept for the one dialect that knows them.
 *
 * @param home the dialect in which the fields were read; empty only in {@link #NONE}
 * @param fields name to value as read, in order
 */
public record Extras(Optional<Tongue> home, Map<String, JsonNode> fields) {
  /**
   * Name under which a codec keeps how its dialect wrote something: ids and states of items, echoes
   * of the request, a string where an array would do as well. Coming back home it restores the
   * form; abroad it is not missed, so it never counts as a loss.
   */
  static final String FORM = "#form";

  /** Nothing to keep. */
  public static final Extras NONE = new Extras(Optional.empty(), Map.of());

  public Extras {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Fields of {@code home}; the home is remembered also where there are none. */
  public static Extras of(Tongue home, Map<String, JsonNode> fields) {
    return new Extras(Optional.of(home), fields);
  }

  /** Whether what carries these extras was read in {@code tongue}. */
  public boolean isHome(Tongue tongue) {
    return home.isPresent() && home.get() == tongue;
  }

  /** The fields that {@code target} may write: all of them at home, none abroad. */
  public Map<String, JsonNode> at(Tongue target) {
    return isHome(target) ? fields : Map.of();
  }

  /** Counts every kept field as lost when {@code target} is not their home. */
  public void reportAbroad(Tongue target, String place, Losses losses) {
    if (!isHome(target)) {
      fields.keySet().stream()
          .filter(name -> !name.equals(FORM))
          .forEach(name -> losses.lost(place.isEmpty() ? name : place + "." + name));
    }
  }
}

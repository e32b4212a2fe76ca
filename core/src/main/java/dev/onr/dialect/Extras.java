package dev.onr.dialect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What only one dialect knows of something, kept for that dialect.
 *
 * @param home the dialect in which it was read; empty only in {@link #NONE}
 * @param fields fields that have no place in the model: name to value as read, in order. They are
 *     lost abroad
 * @param forms how home wrote what the model says in its own way, by a name that home chooses (a
 *     schema in the vendor's own notation, for example). At home it comes back out as it was;
 *     abroad nothing is lost without it
 */
public record Extras(
    Optional<Tongue> home, Map<String, JsonNode> fields, Map<String, JsonNode> forms) {
  /** Nothing to keep. */
  public static final Extras NONE = new Extras(Optional.empty(), Map.of(), Map.of());

  public Extras {
    fields = fixed(fields);
    forms = fixed(forms);
  }

  /** Mostly there is nothing, in every part of every event. */
  private static Map<String, JsonNode> fixed(Map<String, JsonNode> map) {
    return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Fields of {@code home}; the home is remembered also where there are none. */
  public static Extras of(Tongue home, Map<String, JsonNode> fields) {
    return new Extras(Optional.of(home), fields, Map.of());
  }

  /** The same, with a form in which home wrote something. */
  Extras withForm(String name, JsonNode form) {
    Map<String, JsonNode> more = new LinkedHashMap<>(forms);
    more.put(name, form);
    return new Extras(home, fields, more);
  }

  /** A form in which {@code target} wrote something; empty abroad. */
  Optional<JsonNode> form(Tongue target, String name) {
    return isHome(target) ? Optional.ofNullable(forms.get(name)) : Optional.empty();
  }

  /** What is known later on top of this; where both know something, the later counts. */
  Extras and(Extras later) {
    boolean nothingNew = later.fields.isEmpty() && later.forms.isEmpty() && later.home.equals(home);
    if (later.home.isEmpty() || nothingNew) {
      return this;
    }
    Map<String, JsonNode> allFields = new LinkedHashMap<>(fields);
    allFields.putAll(later.fields);
    Map<String, JsonNode> allForms = new LinkedHashMap<>(forms);
    allForms.putAll(later.forms);
    return new Extras(later.home, allFields, allForms);
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
      fields.keySet().forEach(name -> losses.lost(place.isEmpty() ? name : place + "." + name));
    }
  }
}

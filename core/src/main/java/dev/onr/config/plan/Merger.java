package dev.onr.config.plan;

import dev.onr.config.language.Merge;
import dev.onr.config.language.Repetition;
import dev.onr.config.language.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes one scope of two, as the table says: which statements of an outer scope (defaults, or a
 * preset) still hold beside those of an inner one (a match, or what refines a preset).
 */
final class Merger {
  private Merger() {}

  /** Those of the outer scope that still hold, then those of the inner one. */
  static List<Setting> merge(List<Setting> outer, List<Setting> inner) {
    List<Setting> kept = reduce(inner);
    Set<String> slots = new HashSet<>();
    Set<String> displaced = new HashSet<>();
    for (Setting setting : kept) {
      slots.add(slot(setting));
      displaced.addAll(setting.directive().displaces());
    }
    List<Setting> merged = new ArrayList<>();
    for (Setting setting : reduce(outer)) {
      boolean replaced = yields(setting.directive().merge()) && slots.contains(slot(setting));
      if (!replaced && !displaced.contains(setting.name())) {
        merged.add(setting);
      }
    }
    merged.addAll(kept);
    return merged;
  }

  /** Of repeated statements in one scope, those that count. */
  static List<Setting> reduce(List<Setting> settings) {
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < settings.size(); i++) {
      last.put(slot(settings.get(i)), i);
    }
    List<Setting> counting = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      Setting setting = settings.get(i);
      boolean all = setting.directive().repetition() == Repetition.APPEND;
      if (all || last.getOrDefault(slot(setting), i) == i) {
        counting.add(setting);
      }
    }
    return counting;
  }

  private static boolean yields(Merge merge) {
    return switch (merge) {
      case OVERRIDE, MAP, REPLACE_ALL, OR -> true;
      case APPEND, NONE -> false;
    };
  }

  /** What a statement competes for. */
  private static String slot(Setting setting) {
    String slot = setting.directive().slot();
    return setting.directive().repetition() == Repetition.MAP
        ? slot + " " + setting.arguments().key()
        : slot;
  }
}

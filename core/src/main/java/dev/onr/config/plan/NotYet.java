package dev.onr.config.plan;

import dev.onr.config.language.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The directives whose run-time part this release lacks. A route with one of them answers 501. */
final class NotYet {
  static final Set<String> DIRECTIVES = Set.of();

  private NotYet() {}

  /**
   * What a route can't carry out.
   *
   * @param effective the statements that hold for it
   */
  static List<Unavailable> in(Scope effective) {
    List<Unavailable> found = new ArrayList<>();
    for (Setting setting : effective.settings()) {
      boolean again = found.stream().anyMatch(each -> each.directive().equals(setting.name()));
      if (DIRECTIVES.contains(setting.name()) && !again) {
        found.add(new Unavailable(setting.name(), setting.place()));
      }
    }
    return found;
  }
}

package dev.onr.config.plan;

import dev.onr.config.language.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The presets that had a part in a provider: a change of one is a change of the provider. */
final class UsedPresets {
  private final Map<String, Section> byName = new LinkedHashMap<>();

  void add(List<Section> presets) {
    for (Section preset : presets) {
      byName.putIfAbsent(preset.directive().name() + " " + preset.header().text("name"), preset);
    }
  }

  /** Each once, in the order in which they were added. */
  Stream<Section> all() {
    return byName.values().stream();
  }
}

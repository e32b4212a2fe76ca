package dev.onr.config.plan;

import dev.onr.config.Diagnostic;
import dev.onr.config.NearNames;
import dev.onr.config.Span;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Section;
import dev.onr.config.language.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The presets of a load, by kind and name. They may be defined in any order, and build on one
 * another.
 */
final class Presets {
  private final Map<PresetKind, Map<String, Section>> all = new EnumMap<>(PresetKind.class);

  /** What each file brought before any other. */
  private final Map<String, List<Section>> byOwner = new HashMap<>();

  Presets() {
    for (PresetKind kind : PresetKind.values()) {
      all.put(kind, new LinkedHashMap<>());
    }
  }

  /**
   * What a block says in the end, after the preset that it chooses.
   *
   * @param mode {@code custom}, a built-in mode, or empty where nothing is to be done
   * @param chosen whether the block chooses a mode, {@code custom} or a preset
   * @param preset the preset that the block chose
   * @param settings the statements that hold
   * @param used all presets that had a part in it
   */
  record Rules(
      String mode,
      boolean chosen,
      Optional<String> preset,
      List<Setting> settings,
      List<Section> used) {
    static final Rules NONE = new Rules("", false, Optional.empty(), List.of(), List.of());

    Rules {
      settings = List.copyOf(settings);
      used = List.copyOf(used);
    }
  }

  static boolean isPreset(Section section) {
    return PresetKind.definedBy(section.block()).isPresent();
  }

  /**
   * Adds a preset. The same definition reached twice, or one that says the very same, is no
   * trouble.
   *
   * @param owner the file that brings it, itself or through includes
   * @return what is wrong with adding it
   */
  Optional<Diagnostic> add(Section section, String owner) {
    Section first = byName(section).putIfAbsent(name(section), section);
    if (first == null) {
      byOwner.computeIfAbsent(owner, key -> new ArrayList<>()).add(section);
    }
    if (first == null || Fingerprint.isSame(first.source(), section.source())) {
      return Optional.empty();
    }
    Span where = first.place();
    return Optional.of(
        Diagnostic.error(
                "preset.duplicate",
                section.header().place("name"),
                "%s \"%s\" is defined twice".formatted(section.directive().name(), name(section)))
            .withHint("the other one is at %s:%d".formatted(where.file().name(), where.line())));
  }

  /** Takes out what a file brought before any other. */
  void removeAllOf(String owner) {
    List<Section> brought = byOwner.remove(owner);
    if (brought != null) {
      brought.forEach(section -> byName(section).remove(name(section)));
    }
  }

  /** Looks for what is wrong with a preset by itself: names that do not exist, circles. */
  void verify(Section section, Findings findings) {
    kind(section)
        .ifPresent(kind -> resolvePreset(kind, name(section), section, new HashSet<>(), findings));
  }

  /**
   * What a block of a provider says in the end.
   *
   * @param own the block's statements; those of other kinds are left aside
   */
  Rules resolve(PresetKind kind, List<Setting> own, Findings findings) {
    return resolve(
        kind,
        own.stream().filter(kind::owns).toList(),
        Optional.empty(),
        new HashSet<>(),
        findings);
  }

  private Rules resolve(
      PresetKind kind,
      List<Setting> own,
      Optional<String> within,
      Set<String> chain,
      Findings findings) {
    List<Setting> rules = own.stream().filter(setting -> !kind.selects(setting)).toList();
    Optional<Setting> selector =
        own.stream().filter(kind::selects).reduce((first, second) -> second);
    String custom = rules.stream().anyMatch(kind::isRule) ? "custom" : "";
    if (selector.isEmpty()) {
      return new Rules(custom, false, Optional.empty(), Merger.reduce(rules), List.of());
    }
    String name = selector.get().arguments().text("mode");
    if (name.equals("custom")) {
      return new Rules("custom", true, Optional.empty(), Merger.reduce(rules), List.of());
    }
    Rules base = base(kind, selector.get(), name, within, chain, findings);
    return new Rules(
        base.mode.isEmpty() ? custom : base.mode,
        true,
        Optional.of(name),
        Merger.merge(base.settings, rules),
        base.used);
  }

  private Rules base(
      PresetKind kind,
      Setting selector,
      String name,
      Optional<String> within,
      Set<String> chain,
      Findings findings) {
    Section preset = all.getOrDefault(kind, Map.of()).get(name);
    boolean itself = within.isPresent() && within.get().equals(name) && kind.isBuiltIn(name);
    if (preset != null && !itself) {
      if (chain.contains(name)) {
        findings.error(
            "preset.recursive",
            selector.arguments().place("mode"),
            "\"%s\" builds on itself: %s"
                .formatted(name, String.join(" → ", new ArrayList<>(chain)) + " → " + name));
        return Rules.NONE;
      }
      return resolvePreset(kind, name, preset, chain, findings);
    }
    if (within.isPresent() && kind.isBuiltIn(name)) {
      return new Rules(name, true, Optional.empty(), List.of(), List.of());
    }
    findings.add(unknown(kind, selector, name));
    return Rules.NONE;
  }

  private Rules resolvePreset(
      PresetKind kind, String name, Section preset, Set<String> chain, Findings findings) {
    Set<String> longer = new LinkedHashSet<>(chain);
    longer.add(name);
    Rules inner = resolve(kind, preset.settings(), Optional.of(name), longer, findings);
    boolean saysMode = preset.settings().stream().anyMatch(kind::selects);
    boolean keepsLabel = kind == PresetKind.MODELS || !saysMode;
    List<Section> used = new ArrayList<>(inner.used);
    used.add(preset);
    return new Rules(
        kind.isBuiltIn(name) && keepsLabel ? name : inner.mode,
        true,
        Optional.of(name),
        inner.settings,
        used);
  }

  /** What a preset for usage comes to; nothing for presets of other kinds. */
  Optional<Rules> usageRules(Section preset, Findings findings) {
    return kind(preset)
        .filter(kind -> kind == PresetKind.USAGE)
        .map(kind -> resolvePreset(kind, name(preset), preset, new HashSet<>(), findings));
  }

  private Diagnostic unknown(PresetKind kind, Setting selector, String name) {
    Set<String> names = all.getOrDefault(kind, Map.of()).keySet();
    Diagnostic unknown =
        Diagnostic.error(
            "preset.unknown",
            selector.arguments().place("mode"),
            "%s: there is no preset \"%s\"".formatted(kind.selector(), name));
    String define =
        "define it with %s \"%s\" { … }"
            .formatted(kind.name().toLowerCase(Locale.ROOT) + "_mode", name);
    return unknown.withHint(NearNames.hint(name, names).orElse(define));
  }

  private Map<String, Section> byName(Section section) {
    return kind(section)
        .map(all::get)
        .orElseThrow(() -> new IllegalArgumentException("not a preset: " + section.place()));
  }

  private static Optional<PresetKind> kind(Section section) {
    return PresetKind.definedBy(section.block());
  }

  private static String name(Section section) {
    return section.header().text("name").toLowerCase(Locale.ROOT);
  }
}

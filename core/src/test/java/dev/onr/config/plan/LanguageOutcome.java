package dev.onr.config.plan;

import dev.onr.CaseFile;
import dev.onr.config.ConfigurationException;
import dev.onr.config.ConfigurationFiles;
import dev.onr.config.DiagnosticPrinter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What loading the files of a case gives, as texts by section name: {@code plan}, {@code errors},
 * {@code warnings}, {@code skipped}.
 *
 * <p>A case has its files in sections {@code file <path>}, and a section {@code load <source>
 * <mode>}, where the mode is {@code strict}, {@code lenient} or {@code single}; without it, {@code
 * load acme.conf strict}. Sections {@code before <path>} are files of a first load, whose plan the
 * second one gets; {@code before} files stay where no {@code file} replaces them, and {@code
 * changed} shows the difference. For short cases there is {@code in <block>}: statements in this
 * block of an otherwise plain provider, from the second line of acme.conf on.
 */
public final class LanguageOutcome {
  private static final String HEAD =
      "syntax \"next-router/0.1\"; provider \"acme\" { defaults { upstream_config "
          + "{ base_url = \"https://api.acme.test\"; }";

  private LanguageOutcome() {}

  /** Loads the case's files. */
  public static Map<String, String> of(CaseFile each) {
    Map<String, String> before = files(each, "before ");
    Map<String, String> files = new LinkedHashMap<>(before);
    files.putAll(files(each, "file "));
    each.sections().keySet().stream()
        .filter(section -> section.startsWith("in "))
        .forEach(section -> files.put("acme.conf", around(section, each.section(section))));
    String[] load =
        each.sections().keySet().stream()
            .filter(section -> section.startsWith("load "))
            .findFirst()
            .map(section -> section.substring("load ".length()))
            .orElse("acme.conf strict")
            .split(" ");
    Map<String, String> outcome = new LinkedHashMap<>();
    try {
      Optional<Plan> previous =
          before.isEmpty()
              ? Optional.empty()
              : Optional.of(load(before, load[0], load[1], Optional.empty()).plan());
      Loaded loaded = load(files, load[0], load[1], previous);
      put(outcome, "plan", PlanDump.of(loaded.plan()));
      put(outcome, "warnings", DiagnosticPrinter.print(loaded.warnings()));
      put(
          outcome,
          "skipped",
          loaded.skippedFiles().entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(Collectors.joining("\n")));
      previous.ifPresent(
          plan -> outcome.put("changed", String.join(", ", loaded.plan().changesSince(plan))));
    } catch (ConfigurationException e) {
      put(outcome, "errors", DiagnosticPrinter.print(e.diagnostics()));
    }
    return outcome;
  }

  private static Loaded load(
      Map<String, String> files, String source, String mode, Optional<Plan> previous) {
    PlanLoader loader = new PlanLoader(ConfigurationFiles.inMemory(files));
    return mode.equals("single")
        ? loader.loadSingle(Path.of(source))
        : loader.load(Path.of(source), LoadMode.valueOf(mode.toUpperCase(Locale.ROOT)), previous);
  }

  private static Map<String, String> files(CaseFile each, String prefix) {
    Map<String, String> files = new LinkedHashMap<>();
    each.sections()
        .forEach(
            (section, text) -> {
              if (section.startsWith(prefix)) {
                files.put(section.substring(prefix.length()), text + "\n");
              }
            });
    return files;
  }

  private static String around(String section, String text) {
    String block = section.substring("in ".length());
    return switch (block) {
      case "request", "response", "upstream", "auth", "metrics", "error" ->
          HEAD + " } match api = \"chat.completions\" { %s {\n%s\n} } }\n".formatted(block, text);
      case "models", "balance" -> HEAD + " %s {\n%s\n} } match { } }\n".formatted(block, text);
      case "provider" -> HEAD + " }\n" + text + "\n}\n";
      case "metadata" ->
          HEAD.replace("defaults", "metadata {\n" + text + "\n} defaults") + " } match { } }\n";
      default -> throw new AssertionError("no such section: " + section);
    };
  }

  private static void put(Map<String, String> outcome, String section, String text) {
    if (!text.isBlank()) {
      outcome.put(section, text.stripTrailing());
    }
  }

  /** The sections that an outcome can have. */
  public static List<String> sections() {
    return List.of("plan", "errors", "warnings", "skipped", "changed");
  }
}

package dev.onr.models;

import dev.onr.Rotation;
import dev.onr.WhiteSpace;
import dev.onr.config.Diagnostic;
import dev.onr.config.NearNames;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlEntry;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one models.yaml. */
final class ModelFile {
  private final Findings findings = new Findings();
  private final YamlMapping root;

  ModelFile(SourceFile yaml) {
    this.root = YamlMapping.open(yaml, findings);
  }

  ModelRoutes read() {
    List<Model> models = new ArrayList<>();
    Map<String, YamlText> written = new HashMap<>();
    YamlMapping entries = root.mapping("models");
    for (YamlText key : entries.keys()) {
      String id = WhiteSpace.trim(key.text());
      if (id.isEmpty()) {
        continue;
      }
      YamlText first = written.putIfAbsent(id, key);
      if (first != null) {
        findings.add(
            Diagnostic.error(
                "models.twice",
                key.place(),
                "models \"%s\" and \"%s\" are the same model, as outer blanks don't count"
                    .formatted(first.text(), key.text())));
      }
      models.add(model(id, entries.mapping(key.text())));
    }
    root.warnOfUnknownKeys();
    return new ModelRoutes(models, findings.warningsOrThrow());
  }

  private Model model(String id, YamlMapping entry) {
    List<ModelProvider> providers =
        entry.textsOrMappings("providers").stream()
            .flatMap(each -> provider(each).stream())
            .toList();
    Optional<Strategy> strategy = strategy(entry);
    String ownedBy = entry.text("owned_by").map(text -> WhiteSpace.trim(text.text())).orElse("");
    Retries retries = new RetriesReader(entry, findings, "models." + id + ".", "models").read();
    entry.warnOfUnknownKeys();
    return new Model(id, providers, ownedBy, strategy, retries);
  }

  private Optional<ModelProvider> provider(YamlEntry entry) {
    return switch (entry) {
      case YamlEntry.Text(YamlText text) -> {
        String name = name(text.text());
        yield name.isEmpty() ? Optional.empty() : Optional.of(ModelProvider.named(name));
      }
      case YamlEntry.Mapping(YamlMapping mapping) -> provider(mapping);
    };
  }

  private Optional<ModelProvider> provider(YamlMapping entry) {
    String name = entry.text("name").map(text -> name(text.text())).orElse("");
    long weight = entry.whole("weight").orElse(1);
    String model = entry.text("model").map(text -> WhiteSpace.trim(text.text())).orElse("");
    boolean backup = entry.flag("backup").orElse(false);
    entry.warnOfUnknownKeys();
    if (name.isEmpty()) {
      findings.add(
          Diagnostic.error(
              "models.provider_name", entry.place("name"), "a provider entry needs its name"));
      return Optional.empty();
    }
    if (weight < 1 || weight > Rotation.HEAVIEST) {
      findings.add(
          Diagnostic.error(
              "models.weight",
              entry.place("weight"),
              "weight must be from 1 to " + Rotation.HEAVIEST));
      return Optional.empty();
    }
    return Optional.of(new ModelProvider(name, (int) weight, model, backup));
  }

  private static String name(String text) {
    return WhiteSpace.trim(text).toLowerCase(Locale.ROOT);
  }

  /** A name that isn't known has never been an error. */
  private Optional<Strategy> strategy(YamlMapping entry) {
    Optional<YamlText> text =
        entry.text("strategy").filter(written -> !WhiteSpace.isBlank(written.text()));
    Optional<Strategy> strategy =
        text.flatMap(written -> Strategy.named(WhiteSpace.trim(written.text())));
    if (text.isPresent() && strategy.isEmpty()) {
      Diagnostic unknown =
          Diagnostic.warning(
              "models.strategy",
              text.get().place(),
              "strategies are %s; round_robin is used for this model"
                  .formatted(String.join(", ", Strategy.words())));
      findings.add(
          NearNames.hint(text.get().text(), Strategy.words())
              .map(unknown::withHint)
              .orElse(unknown));
      return Optional.of(Strategy.ROUND_ROBIN);
    }
    return strategy;
  }
}

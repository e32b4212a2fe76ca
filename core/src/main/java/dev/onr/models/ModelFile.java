package dev.onr.models;

import dev.onr.WhiteSpace;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.Findings;
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
    List<String> providers =
        entry.texts("providers").stream()
            .map(text -> WhiteSpace.trim(text.text()).toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .toList();
    checkStrategy(entry);
    String ownedBy = entry.text("owned_by").map(text -> WhiteSpace.trim(text.text())).orElse("");
    entry.warnOfUnknownKeys();
    return new Model(id, providers, ownedBy);
  }

  private void checkStrategy(YamlMapping entry) {
    Optional<YamlText> strategy = entry.text("strategy");
    if (strategy.isPresent()
        && !WhiteSpace.isBlank(strategy.get().text())
        && !WhiteSpace.trim(strategy.get().text()).equals("round_robin")) {
      findings.add(
          Diagnostic.warning(
              "models.strategy",
              strategy.get().place(),
              "the only strategy is round_robin; it is used for this model too"));
    }
  }
}

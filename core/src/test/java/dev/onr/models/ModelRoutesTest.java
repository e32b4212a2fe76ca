package dev.onr.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import dev.onr.RoundRobin;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.CaseInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a models.yaml amounts to, and who gets the next four requests. */
class ModelRoutesTest {
  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests(
        "models", each -> assertThat(outcome(each)).isEqualTo(each.section("out")));
  }

  static String outcome(CaseFile each) {
    return CaseInput.outcome(
        () -> dump(ModelRoutes.load(new SourceFile("models.yaml", each.section("yaml")))));
  }

  private static String dump(ModelRoutes routes) {
    RoundRobin turns = new RoundRobin(routes.models().stream().map(Model::id).toList());
    List<String> lines = new ArrayList<>();
    for (Model model : routes.models()) {
      List<String> chosen = new ArrayList<>();
      for (int i = 0; i < 4 && !model.providers().isEmpty(); i++) {
        chosen.add(model.providers().get(turns.next(model.id(), model.providers().size())));
      }
      String owner = model.ownedBy().isEmpty() ? "" : " (" + model.ownedBy() + ")";
      lines.add(model.id() + owner + " -> " + String.join(", ", chosen));
      lines.addAll(details(model));
    }
    if (!routes.warnings().isEmpty()) {
      lines.add(CaseInput.print(routes.warnings()));
    }
    return String.join("\n", lines);
  }

  private static List<String> details(Model model) {
    List<String> lines = new ArrayList<>();
    if (!model.retries().equals(Retries.NONE)) {
      lines.add(
          "  %s tries=%d timeout=%d backoff=%d"
              .formatted(
                  model.strategy().orElseThrow().word(),
                  model.retries().tries().orElseThrow(),
                  model.retries().timeout().orElseThrow().toMillis(),
                  model.retries().backoff().orElseThrow().toMillis()));
    }
    for (ModelProvider each : model.choices()) {
      String more =
          (each.weight() == 1 ? "" : " weight=" + each.weight())
              + (each.model().isEmpty() ? "" : " model=" + each.model())
              + (each.backup() ? " backup" : "");
      if (!more.isEmpty()) {
        lines.add("  " + each.name() + more);
      }
    }
    return lines;
  }

  @Test
  void aMissingFileMeansNoModels(@TempDir Path folder) {
    assertThat(ModelRoutes.read(folder.resolve("models.yaml")).models()).isEmpty();
  }

  @Test
  void aRequestsModelIsTrimmedAndItsCaseCounts() {
    ModelRoutes routes =
        ModelRoutes.load(new SourceFile("models.yaml", "models: {Demo: {providers: [acme]}}"));
    assertThat(routes.find(" Demo ").orElseThrow().providers()).containsExactly("acme");
    assertThat(routes.find("demo")).isEmpty();
    assertThat(routes.find("Dem")).isEmpty();
  }
}

package dev.onr.admin.query;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Progress;
import dev.onr.admin.shell.Quoted;
import dev.onr.admin.shell.Shell;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.json.JsonTree;
import dev.onr.query.QueryFailure;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks one provider after the other and reports each by itself. */
final class Batch {
  private final Shell shell;
  private final OutputOptions output;
  private final ArrayNode results = JsonTree.nodes().arrayNode();
  private int failed;

  Batch(Shell shell, OutputOptions output) {
    this.shell = shell;
    this.output = output;
  }

  /** What is asked of one provider. */
  interface Question<T> {
    /**
     * @throws QueryFailure where there is no answer
     */
    T ask(ProviderPlan provider);
  }

  /** How an answer is shown. */
  interface Report<T> {
    /** Lines for people. */
    List<String> lines(String provider, T answer);

    /** Members for programs. */
    void json(T answer, ObjectNode into);
  }

  /**
   * Asks all of them.
   *
   * @throws Failure at the end where one of them failed
   */
  <T> void run(
      Plan plan, List<String> names, boolean failFast, Question<T> question, Report<T> report) {
    try (Progress progress = new Progress(shell)) {
      for (int i = 0; i < names.size() && !(failFast && failed > 0); i++) {
        String name = names.get(i);
        progress.at("%s (%d of %d)".formatted(name, i + 1, names.size()));
        ask(plan, name, question, report, progress);
      }
    }
    if (output.json()) {
      OutputOptions.print(shell, results);
    } else if (names.size() > 1) {
      shell
          .out()
          .println(
              "summary total=%d success=%d failed=%d"
                  .formatted(names.size(), results.size() - failed, failed));
    }
    if (failed > 0) {
      throw new Failure("batch query completed with %d failure(s)".formatted(failed));
    }
  }

  private <T> void ask(
      Plan plan, String name, Question<T> question, Report<T> report, Progress progress) {
    ObjectNode result = results.addObject().put("provider", name);
    try {
      ProviderPlan provider =
          plan.provider(name).orElseThrow(() -> new QueryFailure("provider not found in registry"));
      T answer = question.ask(provider);
      report.json(answer, result);
      print(report.lines(name, answer), progress);
    } catch (QueryFailure e) {
      failed++;
      result.put("error", e.reason());
      print(List.of("provider=%s error=%s".formatted(name, Quoted.of(e.reason()))), progress);
    }
  }

  private void print(List<String> lines, Progress progress) {
    if (!output.json()) {
      progress.close();
      lines.forEach(shell.out()::println);
    }
  }
}

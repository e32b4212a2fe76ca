package dev.onr.admin.validate;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.Severity;
import dev.onr.json.JsonTree;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs checks in order, up to the first that fails, and reports. */
final class Validation {
  private final Shell shell;
  private final ValidationOptions options;
  private final ArrayNode results = JsonTree.nodes().arrayNode();

  Validation(Shell shell, ValidationOptions options) {
    this.shell = shell;
    this.options = options;
  }

  /**
   * Runs one check.
   *
   * @throws Failure when it fails; programs have been told before
   */
  void run(Check check) {
    try {
      List<Diagnostic> warnings = DiagnosticPrinter.inOrder(check.run().get());
      result(check, true, warnings);
      if (!options.json()) {
        warnings.forEach(each -> shell.out().println("warn: " + line(each)));
        shell.out().println("validate %s: OK".formatted(check.target()));
      }
    } catch (ConfigurationException e) {
      result(check, false, e.diagnostics());
      if (options.json()) {
        OutputOptions.print(shell, report(false));
      }
      throw Failure.of(check.complaint().apply(e), e);
    }
  }

  /** Says that all went well, with the plan of usage where it is wanted. */
  void end() {
    if (options.json()) {
      ObjectNode report = report(true);
      if (options.showsUsagePlan()) {
        report.set("usage_plan", usagePlan());
      }
      OutputOptions.print(shell, report);
    } else if (options.showsUsagePlan()) {
      shell.out().println(escaped(JsonTree.indented(usagePlan())));
    }
  }

  private ObjectNode report(boolean ok) {
    ObjectNode report = JsonTree.object().put("ok", ok);
    report.set("targets", results);
    return report;
  }

  private ArrayNode usagePlan() {
    Path source = options.source(shell);
    try {
      return UsagePlans.json(options.load(source).plan());
    } catch (ConfigurationException e) {
      throw Failure.of("load providers %s failed: ".formatted(shell.shown(source)), e);
    }
  }

  /** These three only occur within strings; so written, the output can stand in a web page. */
  private static String escaped(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private void result(Check check, boolean ok, List<Diagnostic> findings) {
    ObjectNode result = results.addObject().put("target", check.target()).put("ok", ok);
    ArrayNode list = result.putArray("findings");
    findings.forEach(each -> describe(each, list.addObject()));
  }

  private static void describe(Diagnostic finding, ObjectNode into) {
    into.put("severity", finding.severity() == Severity.ERROR ? "error" : "warning")
        .put("code", finding.code())
        .put("file", finding.file());
    finding
        .place()
        .ifPresent(place -> into.put("line", place.line()).put("column", place.column()));
    into.put("message", finding.message());
    finding.hint().ifPresent(hint -> into.put("hint", hint));
  }

  private static String line(Diagnostic warning) {
    String file = warning.file().isBlank() ? "<unknown>" : warning.file();
    String place = warning.place().map(span -> ":" + span.line() + ":" + span.column()).orElse("");
    return file + place + ": " + warning.message();
  }
}

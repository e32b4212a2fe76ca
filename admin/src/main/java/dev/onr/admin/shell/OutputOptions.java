package dev.onr.admin.shell;

import dev.onr.json.JsonTree;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How results are shown. */
public final class OutputOptions {
  @Option(names = "--json", description = "Print the result as JSON, for programs.")
  private boolean json;

  /** Whether a program reads the result. */
  public boolean json() {
    return json;
  }

  /** Prints a result as JSON, indented by two spaces. */
  public static void print(Shell shell, JsonNode value) {
    shell.out().println(JsonTree.indented(value));
  }
}

package dev.onr.admin;

import dev.onr.BuildInfo;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.json.JsonTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code version}. */
@Command(name = "version", description = "Prints version, build and platform.")
final class VersionCommand implements Runnable {
  private final Shell shell;

  @Mixin private final OutputOptions output = new OutputOptions();

  VersionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    BuildInfo build = BuildInfo.read();
    if (output.json()) {
      OutputOptions.print(
          shell,
          JsonTree.object()
              .put("version", build.version())
              .put("commit", build.commit())
              .put("date", build.date()));
    } else {
      build.lines().forEach(shell.out()::println);
    }
  }
}

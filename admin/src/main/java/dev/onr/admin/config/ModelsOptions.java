package dev.onr.admin.config;

import dev.onr.admin.shell.Shell;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which models.yaml a command reads. */
public final class ModelsOptions {
  @Option(
      names = "--models",
      paramLabel = "FILE",
      description =
          "The models file (default: models.file of the configuration, else ./models.yaml).")
  private Optional<String> models = Optional.empty();

  /** The file, named here or by onr.yaml. */
  public Path file(OperatorFiles files, Shell shell) {
    return models
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(shell::path)
        .orElse(files.models());
  }
}

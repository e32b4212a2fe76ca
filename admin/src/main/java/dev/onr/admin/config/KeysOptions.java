package dev.onr.admin.config;

import dev.onr.admin.shell.Shell;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which keys.yaml a command reads. */
public final class KeysOptions {
  @Mixin private final ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "The keys file (default: keys.file of the configuration, else ./keys.yaml).")
  private Optional<String> keys = Optional.empty();

  /** What onr.yaml says. */
  public OperatorFiles files(Shell shell) {
    return config.read(shell);
  }

  /** The file, named here or by onr.yaml. */
  public Path file(Shell shell) {
    OperatorFiles files = files(shell);
    return keys.map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(shell::path)
        .orElse(files.keys());
  }
}

package dev.onr.admin.config;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import dev.onr.config.ConfigurationException;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.YamlSource;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which onr.yaml a command reads. */
public final class ConfigOptions {
  private static final String STANDARD = "onr.yaml";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The gateway's configuration (default: onr.yaml, which may be missing).")
  private Optional<String> config = Optional.empty();

  /**
   * What onr.yaml and its variables say of other files. Only a file that nobody named may be
   * missing.
   *
   * @throws Failure when the file can't be used
   */
  public OperatorFiles read(Shell shell) {
    Path file = shell.path(config.orElse(STANDARD));
    try {
      Optional<SourceFile> yaml = YamlSource.readIfPresent(file);
      if (yaml.isEmpty() && config.isPresent()) {
        throw new Failure("load config %s failed: no such file".formatted(shell.shown(file)));
      }
      return OperatorFiles.of(yaml.orElse(new SourceFile(file.toString(), "")), shell);
    } catch (ConfigurationException e) {
      throw Failure.of("load config %s failed: ".formatted(shell.shown(file)), e);
    }
  }
}

package dev.onr.admin.config;

import dev.onr.admin.shell.Shell;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which provider files a command reads. */
public final class ProviderOptions {
  @Option(
      names = "--providers-dir",
      paramLabel = "PATH",
      description =
          "Directory or file of the providers (default: providers.dir of the configuration, else"
              + " config/onr.conf, else config/providers).")
  private Optional<String> source = Optional.empty();

  /** The directory or file, named here, by onr.yaml, or as it is laid out by custom. */
  public Path source(OperatorFiles files, Shell shell) {
    return files.providerSource(source, shell);
  }
}

package dev.onr.config.plan;

import dev.onr.config.ConfigurationException;
import dev.onr.config.ConfigurationFiles;
import dev.onr.config.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads provider files and compiles them. Holds no state; a load reads files and nothing else. */
public final class PlanLoader {
  private final ConfigurationFiles files;

  /**
   * @param files where files come from
   */
  public PlanLoader(ConfigurationFiles files) {
    this.files = files;
  }

  /** Reads files from disk; relative paths start from the process's working directory. */
  public PlanLoader() {
    this(ConfigurationFiles.onDisk(Path.of("")));
  }

  /**
   * Where provider files are.
   *
   * @param providersDir the setting {@code providers.dir}, which may name a directory or a file
   * @param workingDirectory what relative paths begin at, for the setting and for {@code
   *     config/onr.conf} and {@code config/providers}, which follow where it is blank
   */
  public static Path source(Optional<String> providersDir, Path workingDirectory) {
    Optional<String> configured = providersDir.map(String::strip).filter(dir -> !dir.isEmpty());
    if (configured.isPresent()) {
      return workingDirectory.resolve(configured.get());
    }
    Path entry = workingDirectory.resolve("config").resolve("onr.conf");
    return Files.exists(entry) ? entry : workingDirectory.resolve("config").resolve("providers");
  }

  /**
   * Loads a provider directory, an entry file or a merged file.
   *
   * @param source the file or directory, as {@link #source} finds it
   * @param mode how forgiving to be
   * @param previous the plan in use: where a directory's file became unusable, a lenient load keeps
   *     the provider that this plan has from it
   * @throws ConfigurationException with everything that is wrong, when there is no plan
   */
  public Loaded load(Path source, LoadMode mode, Optional<Plan> previous) {
    String path = source.toString();
    if (!files.exists(path)) {
      throw new ConfigurationException(
          List.of(
              Diagnostic.fileError(
                  "load.source_missing", path, "there is no such file or directory")));
    }
    FileReader reader = new FileReader(files, mode == LoadMode.STRICT);
    return files.isDirectory(path)
        ? new DirectoryLoad(files, reader, mode).load(path, previous)
        : new FileLoad(reader).load(path);
  }

  /**
   * Checks and compiles one provider file by itself, strictly. Presets come from the file and from
   * {@code onr.conf} in the parent of its directory.
   *
   * @param file ends in {@code .conf} and is named like its provider
   * @throws ConfigurationException with everything that is wrong
   */
  public Loaded loadSingle(Path file) {
    return new FileLoad(new FileReader(files, true)).loadSingle(file.toString());
  }
}

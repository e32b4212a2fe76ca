package dev.onr.models;

import dev.onr.WhiteSpace;
import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.YamlSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models of models.yaml and who serves them. Whose turn it is, is not kept here. */
public final class ModelRoutes {
  private static final ModelRoutes EMPTY = new ModelRoutes(List.of(), List.of());

  private final Map<String, Model> models;
  private final List<Diagnostic> warnings;

  ModelRoutes(Collection<Model> models, List<Diagnostic> warnings) {
    Map<String, Model> byId = new LinkedHashMap<>();
    models.stream()
        .sorted(Comparator.comparing(ModelRoutes::bytes, Arrays::compareUnsigned))
        .forEach(model -> byId.put(model.id(), model));
    this.models = Collections.unmodifiableMap(byId);
    this.warnings = List.copyOf(warnings);
  }

  /** No models at all, as without a file. */
  public static ModelRoutes empty() {
    return EMPTY;
  }

  /**
   * Reads models.yaml from disk. A file that doesn't exist means no models.
   *
   * @throws ConfigurationException with everything that is wrong with the file
   */
  public static ModelRoutes read(Path file) {
    return YamlSource.readIfPresent(file).map(ModelRoutes::load).orElse(EMPTY);
  }

  /**
   * Reads the text of models.yaml.
   *
   * @throws ConfigurationException with everything that is wrong with it
   */
  public static ModelRoutes load(SourceFile yaml) {
    return new ModelFile(yaml).read();
  }

  /** All models, in the byte order of their ids. */
  public Collection<Model> models() {
    return models.values();
  }

  /** The model that a request names; the name is trimmed, case counts. */
  public Optional<Model> find(String model) {
    return Optional.ofNullable(models.get(WhiteSpace.trim(model)));
  }

  /** What the file says that is likely a mistake. */
  public List<Diagnostic> warnings() {
    return warnings;
  }

  private static byte[] bytes(Model model) {
    return model.id().getBytes(StandardCharsets.UTF_8);
  }
}

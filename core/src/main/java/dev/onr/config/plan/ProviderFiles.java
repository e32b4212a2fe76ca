package dev.onr.config.plan;

import dev.onr.config.Diagnostic;
import dev.onr.config.language.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules for files that hold one provider each. */
final class ProviderFiles {
  private static final String SUFFIX = ".conf";

  private ProviderFiles() {}

  /** Whether a directory's file is one of them, by its name. */
  static boolean isOne(String name) {
    return name.endsWith(SUFFIX);
  }

  /** The provider that a file must be about, by its name. */
  static String stem(String fileName) {
    return fileName
        .substring(0, fileName.length() - SUFFIX.length())
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /**
   * The provider of a file; empty where it has none. A second one, or one of another name, is an
   * error.
   */
  static Optional<Section> provider(CheckedFile file) {
    List<Section> providers = file.providers();
    if (providers.isEmpty()) {
      return Optional.empty();
    }
    for (Section second : providers.subList(1, providers.size())) {
      file.findings()
          .add(
              Diagnostic.error(
                      "provider.multiple_in_file",
                      second.place(),
                      "a file in a provider directory holds one provider; this is another one")
                  .withHint("move it to %s.conf".formatted(ProviderCompiler.name(second))));
    }
    Section provider = providers.getFirst();
    String name = ProviderCompiler.name(provider);
    if (!name.equals(stem(file.baseName()))) {
      file.findings()
          .add(
              Diagnostic.error(
                      "provider.file_name_mismatch",
                      provider.header().place("name"),
                      "provider \"%s\" stands in %s".formatted(name, file.baseName()))
                  .withHint("name the file %s.conf".formatted(name)));
    }
    return Optional.of(provider);
  }

  static Diagnostic duplicate(Section provider, ProviderPlan twin) {
    return Diagnostic.error(
            "provider.duplicate",
            provider.header().place("name"),
            "there is a second provider \"%s\"".formatted(twin.name()))
        .withHint("the other one is in " + twin.file());
  }
}

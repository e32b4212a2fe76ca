package dev.onr.admin.config;

import dev.onr.admin.shell.Shell;
import dev.onr.config.SourceFile;
import dev.onr.config.plan.PlanLoader;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import dev.onr.credential.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What onr.yaml says of the files beside it. Of that file only the keys that name them are read;
 * the gateway's own {@code -t} checks the others. A variable wins over its key.
 *
 * @param keys {@code keys.file}, {@code ONR_KEYS_FILE}, {@code ./keys.yaml}
 * @param models {@code models.file}, {@code ONR_MODELS_FILE}, {@code ./models.yaml}
 * @param providers {@code providers.dir}, {@code ONR_PROVIDERS_DIR}; empty where nothing names it
 * @param masterAccessKey {@code auth.api_key}, {@code ONR_API_KEY}
 */
public record OperatorFiles(
    Path keys, Path models, Optional<String> providers, Secret masterAccessKey) {
  /** What no diagnostic may show of onr.yaml: the operator's key, and logins within URLs. */
  private static final Pattern HIDDEN =
      Pattern.compile("(?<=api_key[\"']?\\s{0,9}:\\s{0,9})\\S[^\\r\\n]*|(?<=://)[^\\r\\n]*(?=@)");

  static OperatorFiles of(SourceFile yaml, Shell shell) {
    Findings findings = new Findings();
    SourceFile shown =
        new SourceFile(
            yaml.name(),
            HIDDEN.matcher(yaml.text()).replaceAll(match -> "*".repeat(match.group().length())));
    YamlMapping root = YamlMapping.open(yaml, shown, findings);
    OperatorFiles files =
        new OperatorFiles(
            shell
                .path(text(root, "keys", "file", "ONR_KEYS_FILE", shell).orElse("./keys.yaml"))
                .normalize(),
            shell
                .path(
                    text(root, "models", "file", "ONR_MODELS_FILE", shell).orElse("./models.yaml"))
                .normalize(),
            text(root, "providers", "dir", "ONR_PROVIDERS_DIR", shell),
            text(root, "auth", "api_key", "ONR_API_KEY", shell)
                .map(Secret::of)
                .orElse(Secret.NONE));
    findings.warningsOrThrow();
    return files;
  }

  /** The file or directory of the providers, where {@code --providers-dir} does not name one. */
  Path providerSource(Optional<String> named, Shell shell) {
    return PlanLoader.source(named.or(() -> providers), shell.directory());
  }

  private static Optional<String> text(
      YamlMapping root, String group, String key, String variable, Shell shell) {
    Optional<String> written = root.mapping(group).text(key).map(YamlText::text).map(String::strip);
    return Optional.of(shell.variable(variable))
        .filter(text -> !text.isEmpty())
        .or(() -> written)
        .filter(text -> !text.isEmpty());
  }
}

package dev.onr.admin.query;

import dev.onr.Api;
import dev.onr.admin.config.KeysOptions;
import dev.onr.admin.config.ProviderOptions;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import dev.onr.config.ConfigurationException;
import dev.onr.config.NearNames;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.PlanLoader;
import dev.onr.credential.KeyStore;
import dev.onr.credential.Secret;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How providers are asked: files, credentials, and the route whose credentials are used. */
final class QueryOptions {
  @Mixin private final KeysOptions keys = new KeysOptions();
  @Mixin private final ProviderOptions providers = new ProviderOptions();

  @Option(
      names = "--api",
      paramLabel = "API",
      description = "Authenticate as for this API (default: ${DEFAULT-VALUE}).")
  private String api = Api.CHAT_COMPLETIONS.apiName();

  @Option(names = "--stream", arity = "0..1", description = "Authenticate as for streams.")
  private boolean stream;

  @Option(
      names = {"--upstream-key", "--uk"},
      paramLabel = "KEY",
      description = "Use this key, not that of the keys file.")
  private Optional<String> upstreamKey = Optional.empty();

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Ask here, whatever the provider and its key say.")
  private Optional<String> baseUrl = Optional.empty();

  @Option(
      names = "--debug",
      arity = "0..1",
      description = "Also print the answers of providers, with keys masked.")
  private boolean debug;

  boolean debug() {
    return debug;
  }

  boolean stream() {
    return stream;
  }

  Optional<Secret> upstreamKey() {
    return upstreamKey.map(String::strip).filter(text -> !text.isEmpty()).map(Secret::of);
  }

  Optional<String> baseUrl() {
    return baseUrl.map(String::strip).filter(text -> !text.isEmpty());
  }

  /**
   * The API; the usual one where the flag is blank.
   *
   * @throws Failure where there is no such API
   */
  Api api() {
    String name = api.strip();
    if (name.isEmpty()) {
      return Api.CHAT_COMPLETIONS;
    }
    return Api.named(name)
        .orElseThrow(
            () ->
                new Failure(
                    "unknown --api \"%s\"%s"
                        .formatted(
                            name,
                            NearNames.hint(
                                    name, Arrays.stream(Api.values()).map(Api::apiName).toList())
                                .map(hint -> "; " + hint)
                                .orElse(""))));
  }

  /** Every provider that can be used; a broken file is left out, as by the gateway. */
  Plan plan(Shell shell) {
    Path source = providers.source(keys.files(shell), shell);
    try {
      return new PlanLoader().load(source, LoadMode.LENIENT, Optional.empty()).plan();
    } catch (ConfigurationException e) {
      throw Failure.of("load providers %s failed: ".formatted(shell.shown(source)), e);
    }
  }

  /** The keys file. */
  KeyStore keys(Shell shell) {
    Path file = keys.file(shell);
    try {
      return KeyStore.read(file, shell.environment());
    } catch (ConfigurationException e) {
      throw Failure.of("load keys.yaml failed: ", e);
    }
  }
}

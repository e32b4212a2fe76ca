package dev.onr.admin.query;

import dev.onr.Api;
import dev.onr.admin.config.RegistryOptions;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import dev.onr.config.plan.Plan;
import dev.onr.credential.KeyStore;
import dev.onr.credential.Secret;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How providers are asked: files, credentials, and the route whose credentials are used. */
final class QueryOptions {
  @Mixin private final RegistryOptions registry = new RegistryOptions();

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
    return RegistryOptions.api(name);
  }

  /** Every provider that can be used. */
  Plan plan(Shell shell) {
    return registry.plan(shell);
  }

  /** The keys file. */
  KeyStore keys(Shell shell) {
    return registry.keys(shell);
  }
}

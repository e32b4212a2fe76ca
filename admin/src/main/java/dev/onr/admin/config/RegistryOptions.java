package dev.onr.admin.config;

import dev.onr.Api;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import dev.onr.config.ConfigurationException;
import dev.onr.config.NearNames;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.PlanLoader;
import dev.onr.credential.KeyStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Providers and their keys, as the gateway has them. */
public final class RegistryOptions {
  @Mixin private final KeysOptions keys = new KeysOptions();
  @Mixin private final ProviderOptions providers = new ProviderOptions();

  /**
   * Every provider that can be used; a broken file is left out, as by the gateway.
   *
   * @throws Failure where providers can't be read at all
   */
  public Plan plan(Shell shell) {
    Path source = providers.source(keys.files(shell), shell);
    try {
      return new PlanLoader().load(source, LoadMode.LENIENT, Optional.empty()).plan();
    } catch (ConfigurationException e) {
      throw Failure.of("load providers %s failed: ".formatted(shell.shown(source)), e);
    }
  }

  /**
   * The keys file.
   *
   * @throws Failure where it can't be used
   */
  public KeyStore keys(Shell shell) {
    Path file = keys.file(shell);
    try {
      return KeyStore.read(file, shell.environment());
    } catch (ConfigurationException e) {
      throw Failure.of("load keys.yaml failed: ", e);
    }
  }

  /**
   * An API by its name.
   *
   * @throws Failure where there is no such API
   */
  public static Api api(String name) {
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
}

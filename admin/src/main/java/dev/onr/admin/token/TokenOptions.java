package dev.onr.admin.token;

import dev.onr.WhiteSpace;
import dev.onr.admin.config.KeysOptions;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import dev.onr.config.ConfigurationException;
import dev.onr.credential.AccessKey;
import dev.onr.credential.KeyStore;
import dev.onr.credential.Secret;
import dev.onr.credential.TokenKey;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What goes into a token key. */
final class TokenOptions {
  @Mixin private final KeysOptions keys = new KeysOptions();

  @Option(names = "--access-key", paramLabel = "KEY", description = "The access key itself.")
  private String accessKey = "";

  @Option(
      names = "--access-key-name",
      paramLabel = "NAME",
      description = "The name of an access key in the keys file.")
  private String accessKeyName = "";

  @Option(names = "--k-plain", arity = "0..1", description = "Write the key as k=, not as k64=.")
  private boolean plain;

  @Option(
      names = {"-p", "--provider"},
      paramLabel = "NAME",
      description = "Send the token's requests to this provider.")
  private String provider = "";

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      description = "Use this model in place of the request's.")
  private String model = "";

  @Option(
      names = {"--upstream-key", "--uk"},
      paramLabel = "KEY",
      description = "The client's own key at the provider (bring your own key).")
  private String upstreamKey = "";

  /** The query of the token key, without the scheme before it. */
  String query(Shell shell) {
    return new TokenKey(
            Optional.of(key(shell)),
            text(provider).map(name -> name.toLowerCase(Locale.ROOT)),
            text(model),
            text(upstreamKey).map(Secret::of))
        .query(plain);
  }

  private Secret key(Shell shell) {
    Optional<Secret> literal = text(accessKey).map(Secret::of);
    if (literal.isPresent()) {
      return literal.get();
    }
    Optional<String> name = text(accessKeyName);
    if (name.isPresent()) {
      return named(name.get(), shell);
    }
    Secret master = keys.files(shell).masterAccessKey();
    if (master.isBlank()) {
      throw new Failure("missing access key: provide --access-key or --access-key-name");
    }
    return master;
  }

  private Secret named(String name, Shell shell) {
    Path file = keys.file(shell);
    try {
      return KeyStore.read(file, shell.environment()).accessKeys().stream()
          .filter(key -> key.name().equals(name))
          .map(AccessKey::value)
          .findFirst()
          .orElseThrow(
              () ->
                  new Failure(
                      "access key name \"%s\" not found in %s; disabled entries don't count"
                          .formatted(name, shell.shown(file))));
    } catch (ConfigurationException e) {
      throw Failure.of("load keys for --access-key-name failed: ", e);
    }
  }

  private static Optional<String> text(String option) {
    return Optional.of(WhiteSpace.trim(option)).filter(value -> !value.isEmpty());
  }
}

package dev.onr.admin.request;

import dev.onr.Api;
import dev.onr.admin.config.RegistryOptions;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.config.NearNames;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.credential.CredentialFile;
import dev.onr.credential.InvalidCredential;
import dev.onr.credential.Secret;
import dev.onr.credential.SecretMask;
import dev.onr.credential.UpstreamKey;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.RequestRejected;
import dev.onr.steps.UpstreamRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code request preview}. */
@Command(
    name = "preview",
    description = {
      "Prints the exact request that the gateway would send to a provider for a client's body,",
      "with secrets masked. Nothing is sent; access tokens are not fetched."
    })
public final class PreviewRequest implements Runnable {
  /** Stands for what is masked or not fetched; unlike anything that a request could hold. */
  private static final Secret PLACEHOLDER = Secret.of("onr-placeholder-of-a-secret");

  private final Shell shell;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  @Option(
      names = {"-p", "--provider"},
      paramLabel = "NAME",
      required = true,
      description = "The provider.")
  private String provider = "";

  @Option(
      names = "--api",
      paramLabel = "API",
      required = true,
      description = "The API that the client calls, as in match blocks: chat.completions.")
  private String api = "";

  @Option(
      names = "--body",
      paramLabel = "FILE",
      required = true,
      description = "The client's body; - for standard input.")
  private String body = "";

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      description = "The model: in the path of Gemini's APIs, elsewhere in place of the body's.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME: VALUE",
      description = "A header of the client's; may be repeated.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--key-name",
      paramLabel = "NAME",
      description = "Which of the provider's keys (default: the first).")
  private Optional<String> keyName = Optional.empty();

  @Mixin private final OutputOptions output = new OutputOptions();

  public PreviewRequest(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Api called = RegistryOptions.api(api.strip());
    ProviderPlan plan = provider(registry.plan(shell));
    ClientRequest request =
        ClientRequests.of(called, clientHeaders(), read(), model.map(String::strip));
    Route route = route(plan, called, request.stream());
    UpstreamKey key = key(plan.name());
    try {
      UpstreamRequest upstream = prepared(route, request, key);
      new ShownRequest(shell, mask(key)).print(upstream, output.json(), notes(upstream));
    } catch (RequestRejected e) {
      throw new Failure(
          "the gateway would refuse this request: %d %s: %s"
              .formatted(e.status(), e.code(), e.getMessage()));
    }
  }

  private UpstreamRequest prepared(Route route, ClientRequest request, UpstreamKey key) {
    UpstreamRequest upstream = route.request().apply(request, key, projectId(key));
    if (route.auth().oauthBearer()) {
      upstream = route.request().authorize(request, upstream, PLACEHOLDER);
    }
    if (route.request().target().bedrock().isPresent()) {
      route.request().target().bedrock().get().sign(upstream, key, shell.clock().instant());
    }
    return upstream;
  }

  private ProviderPlan provider(Plan plan) {
    String name = provider.strip().toLowerCase(Locale.ROOT);
    return plan.provider(name)
        .orElseThrow(
            () ->
                new Failure(
                    "provider \"%s\" not found%s"
                        .formatted(
                            name,
                            NearNames.hint(name, plan.providers().keySet())
                                .map(hint -> "; " + hint)
                                .orElse(""))));
  }

  private static Route route(ProviderPlan plan, Api called, boolean stream) {
    return plan.route(called, stream)
        .orElseThrow(
            () ->
                new Failure(
                    "provider %s does not serve %s (stream=%s); it serves: %s"
                        .formatted(
                            plan.name(),
                            called.apiName(),
                            stream,
                            plan.apis().stream()
                                .map(Api::apiName)
                                .collect(Collectors.joining(", ")))));
  }

  private HeaderFields clientHeaders() {
    HeaderFields fields = new HeaderFields();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new Failure("invalid --header \"%s\": expected NAME: VALUE".formatted(header));
      }
      fields.add(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    }
    if (fields.first("Content-Type") == null) {
      fields.add("Content-Type", "application/json");
    }
    return fields;
  }

  private byte[] read() {
    try {
      return body.equals("-") ? shell.in().readAllBytes() : Files.readAllBytes(shell.path(body));
    } catch (IOException e) {
      throw new Failure("can't read the body %s: it is missing or unreadable".formatted(body));
    }
  }

  /** The provider's key; where it has none, one that only shows where a key would stand. */
  private UpstreamKey key(String name) {
    List<UpstreamKey> keys = registry.keys(shell).upstreamKeys(name);
    if (keyName.isEmpty()) {
      return keys.isEmpty() ? UpstreamKey.of(name, PLACEHOLDER) : keys.getFirst();
    }
    return keys.stream()
        .filter(key -> key.name().equals(keyName.get()))
        .findFirst()
        .orElseThrow(
            () -> new Failure("provider %s has no key \"%s\"".formatted(name, keyName.get())));
  }

  private String projectId(UpstreamKey key) {
    if (key.credentialFile().isBlank()) {
      return "";
    }
    Path file = shell.path(key.credentialFile());
    try {
      return CredentialFile.parse(Files.readAllBytes(file)).projectId();
    } catch (IOException e) {
      throw new Failure("can't read credential file " + shell.shown(file));
    } catch (InvalidCredential e) {
      throw new Failure("%s: %s".formatted(shell.shown(file), e.getMessage()));
    }
  }

  private static SecretMask mask(UpstreamKey key) {
    return new SecretMask(
        List.of(
            PLACEHOLDER, key.value().trimmed(), key.awsSecretAccessKey(), key.awsSessionToken()));
  }

  private static List<String> notes(UpstreamRequest upstream) {
    List<String> notes = new ArrayList<>();
    upstream
        .losses()
        .counts()
        .forEach((field, count) -> notes.add("the translation drops %s".formatted(field)));
    return notes;
  }
}

package dev.onr.admin.query;

import dev.onr.Api;
import dev.onr.admin.shell.Shell;
import dev.onr.auth.AccessToken;
import dev.onr.auth.OAuthPlan;
import dev.onr.auth.TokenGrant;
import dev.onr.auth.TokenRefused;
import dev.onr.auth.TokenRequest;
import dev.onr.auth.aws.BedrockEndpoint;
import dev.onr.auth.aws.IncompleteAwsKey;
import dev.onr.auth.aws.SigV4;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Transport;
import dev.onr.credential.CredentialFile;
import dev.onr.credential.InvalidCredential;
import dev.onr.credential.Secret;
import dev.onr.credential.SecretMask;
import dev.onr.credential.UpstreamKey;
import dev.onr.query.ProviderQueries;
import dev.onr.query.QueryFailure;
import dev.onr.query.QueryRequest;
import dev.onr.steps.UpstreamChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks one provider over HTTP. */
final class ProviderVisit {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Shell shell;
  private final QueryOptions options;
  private final boolean debugToError;
  private final ProviderPlan provider;
  private final UpstreamKey key;
  private final List<Secret> secrets = new ArrayList<>();

  /**
   * @param key the key, already chosen
   * @param debugToError whether standard output is for something else than debugging
   */
  ProviderVisit(
      Shell shell,
      QueryOptions options,
      boolean debugToError,
      ProviderPlan provider,
      UpstreamKey key) {
    this.shell = shell;
    this.options = options;
    this.debugToError = debugToError;
    this.provider = provider;
    this.key = key;
    secrets.addAll(List.of(key.value().trimmed(), key.awsSecretAccessKey(), key.awsSessionToken()));
  }

  /** Queries with the key alone. */
  ProviderQueries plain() {
    return queries(UpstreamChannel.of(key, baseUrl(), projectId()));
  }

  /** Queries with an access token, where the route needs one. */
  ProviderQueries withToken() {
    UpstreamChannel channel = UpstreamChannel.of(key, baseUrl(), projectId());
    Optional<OAuthPlan> oauth =
        ProviderQueries.route(provider, api(), options.stream())
            .flatMap(route -> route.auth().oauth());
    return queries(
        oauth.map(plan -> channel.withAccessToken(token(plan, channel))).orElse(channel));
  }

  private ProviderQueries queries(UpstreamChannel channel) {
    return new ProviderQueries(provider, api(), options.stream(), channel, this::send);
  }

  private Api api() {
    return options.api();
  }

  private String baseUrl() {
    String configured =
        options
            .baseUrl()
            .orElse(key.baseUrlOverride().isBlank() ? provider.baseUrl() : key.baseUrlOverride());
    if (provider.transport() != Transport.AWS_SDK) {
      return configured;
    }
    try {
      return BedrockEndpoint.ofModels(provider.name(), configured, key);
    } catch (IncompleteAwsKey e) {
      throw new QueryFailure(String.valueOf(e.getMessage()));
    }
  }

  private String projectId() {
    return credential().map(CredentialFile::projectId).orElse("");
  }

  private Optional<CredentialFile> credential() {
    if (key.credentialFile().isBlank()) {
      return Optional.empty();
    }
    try {
      CredentialFile file =
          CredentialFile.parse(Files.readAllBytes(shell.path(key.credentialFile())));
      secrets.add(file.privateKey());
      return Optional.of(file);
    } catch (IOException e) {
      throw new QueryFailure("read credential file %s: %s".formatted(key.credentialFile(), e));
    } catch (InvalidCredential e) {
      throw new QueryFailure(String.valueOf(e.getMessage()));
    }
  }

  private Secret token(OAuthPlan plan, UpstreamChannel channel) {
    try {
      TokenGrant grant = TokenGrant.of(plan, channel.variables(), credential());
      TokenRequest request = grant.request(shell.clock().instant());
      HttpExchange.Answer answer =
          new HttpExchange(grant.timeout())
              .send(request.method(), request.url(), request.headers(), request.body());
      AccessToken token = grant.read(answer.status(), answer.body(), shell.clock().instant());
      secrets.add(token.value());
      return token.value();
    } catch (InvalidCredential | TokenRefused e) {
      throw new QueryFailure("oauth token: " + e.getMessage());
    }
  }

  private byte[] send(QueryRequest request) {
    if (provider.transport() == Transport.AWS_SDK) {
      sign(request);
    }
    SecretMask mask = new SecretMask(secrets);
    HttpExchange.Answer answer =
        new HttpExchange(TIMEOUT)
            .send(request.method(), request.url(), request.headers(), new byte[0]);
    String url = mask.apply(request.url());
    String text = mask.apply(answer.text());
    if (options.debug()) {
      (debugToError ? shell.err() : shell.out())
          .println(
              "debug upstream_response method=%s url=%s status=%d body=%s"
                  .formatted(request.method(), url, answer.status(), text));
    }
    if (answer.status() != 200) {
      throw new QueryFailure(
          "request %s %s failed: status=%d body=%s"
              .formatted(request.method(), url, answer.status(), text));
    }
    return answer.body();
  }

  private void sign(QueryRequest request) {
    Map<String, List<String>> signed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach((name, value) -> signed.put(name, request.headers().all(name)));
    try {
      SigV4.forBedrock(key)
          .sign(request.method(), request.url(), signed, new byte[0], shell.clock().instant())
          .forEach(request.headers()::set);
    } catch (IncompleteAwsKey e) {
      throw new QueryFailure(String.valueOf(e.getMessage()));
    }
  }
}

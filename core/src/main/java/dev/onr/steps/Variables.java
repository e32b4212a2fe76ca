package dev.onr.steps;

import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import java.util.Locale;

/**
 * The values of all variables in one attempt.
 *
 * @param baseUrl without slashes at the end
 * @param key the upstream key
 * @param location lower-case
 * @param projectId empty where the key has no credential file
 * @param accessToken empty where the route has no OAuth
 * @param model the client's model
 * @param mappedModel the model at the provider
 */
public record Variables(
    String baseUrl,
    Secret key,
    String location,
    String projectId,
    Secret accessToken,
    String model,
    String mappedModel) {

  /** No values: for requests that no client asked for. */
  public static final Variables NONE = new Variables("", Secret.NONE, "", "", Secret.NONE, "", "");

  /** What is known before the route's steps begin: the mapped model is still the client's. */
  static Variables of(UpstreamKey key, String projectId, String model) {
    String location = key.location().strip().toLowerCase(Locale.ROOT);
    if (location.isEmpty() && !key.credentialFile().isBlank()) {
      location = "global";
    }
    return new Variables(
        UpstreamTarget.trimmedBase(key.baseUrlOverride()),
        key.value(),
        location,
        projectId.strip(),
        Secret.NONE,
        model,
        model);
  }

  Variables withMappedModel(String mapped) {
    return new Variables(baseUrl, key, location, projectId, accessToken, model, mapped);
  }

  Variables withBaseUrl(String url) {
    return new Variables(url, key, location, projectId, accessToken, model, mappedModel);
  }

  Variables withAccessToken(Secret token) {
    return new Variables(baseUrl, key, location, projectId, token, model, mappedModel);
  }

  /** The text of a variable; empty where it has none. */
  String text(Variable variable) {
    return switch (variable) {
      case CHANNEL_BASE_URL -> baseUrl;
      case CHANNEL_KEY -> key.reveal().strip();
      case CHANNEL_LOCATION -> location;
      case CREDENTIAL_PROJECT_ID -> projectId;
      case OAUTH_ACCESS_TOKEN -> accessToken.reveal();
      case REQUEST_MODEL -> model;
      case REQUEST_MODEL_MAPPED -> mappedModel;
      case TASK_ID, TASK_UPSTREAM_ID -> "";
    };
  }
}

package dev.onr.steps;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What expressions can refer to. */
public enum Variable {
  /** The upstream's base URL; while the model is being mapped, the key's override only. */
  CHANNEL_BASE_URL("channel.base_url"),
  /** The upstream key. */
  CHANNEL_KEY("channel.key"),
  /** The key's location; {@code global} for a key with a credential file and no location. */
  CHANNEL_LOCATION("channel.location"),
  /** The project of the key's credential file. */
  CREDENTIAL_PROJECT_ID("credential.project_id"),
  /** The OAuth access token; empty until one was fetched. */
  OAUTH_ACCESS_TOKEN("oauth.access_token"),
  /** The model that the client asked for. */
  REQUEST_MODEL("request.model"),
  /** The model's name at the provider; the client's where nothing maps it. */
  REQUEST_MODEL_MAPPED("request.model_mapped"),
  /** The host's id of a task; always empty in the gateway. */
  TASK_ID("task.id"),
  /** The provider's id of a task; always empty in the gateway. */
  TASK_UPSTREAM_ID("task.upstream_id");

  private static final Map<String, Variable> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(v -> v.variableName, Function.identity()));

  private final String variableName;

  Variable(String variableName) {
    this.variableName = variableName;
  }

  /** The name as configurations write it, without {@code $}. */
  public String variableName() {
    return variableName;
  }

  /** Finds a variable by its exact name, without {@code $}. */
  public static Optional<Variable> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}

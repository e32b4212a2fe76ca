package dev.onr.steps;

import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import dev.onr.dialect.Mode;
import java.util.List;
import java.util.Optional;

/**
 * The request phase of a route, compiled: model names, validation, JSON steps, headers and URL.
 *
 * @param models how models are renamed
 * @param rules what a request must meet
 * @param json changes to the body
 * @param translation into the upstream's dialect, after {@code json}
 * @param afterMap changes to the body after a translation, or after {@code json} where there is
 *     none
 * @param headers changes to the headers, authentication first
 * @param target where requests go
 * @param answerIsRead whether a step must read the answer, so that only encodings that can be read
 *     may be asked for
 */
public record RequestSteps(
    ModelMap models,
    List<RequestRule> rules,
    List<JsonStep> json,
    Optional<Mode> translation,
    List<JsonStep> afterMap,
    List<HeaderStep> headers,
    UpstreamTarget target,
    boolean answerIsRead) {

  public RequestSteps {
    rules = List.copyOf(rules);
    json = List.copyOf(json);
    afterMap = List.copyOf(afterMap);
    headers = List.copyOf(headers);
  }

  /**
   * Makes the upstream request of one attempt. Changes neither the client's request nor anything
   * else, so that the next attempt begins afresh.
   *
   * @param projectId the project of the key's credential file; empty where it has none
   * @throws RequestRejected when a rule, a step or the routing refuses the request
   */
  public UpstreamRequest apply(ClientRequest request, UpstreamKey key, String projectId) {
    return new RequestPhase(this, request).run(key, projectId);
  }

  /**
   * A prepared request once its access token is there: header steps are the only ones that see it.
   *
   * @param request the client's request from which {@code prepared} was made
   * @param prepared what {@link #apply} gave
   * @param token the access token
   */
  public UpstreamRequest authorize(ClientRequest request, UpstreamRequest prepared, Secret token) {
    return new RequestPhase(this, request).authorize(prepared, token);
  }

  /** Whether anything here looks at or changes bodies. */
  boolean concernsBody() {
    return translation.isPresent()
        || !(models.isEmpty() && rules.isEmpty() && json.isEmpty() && afterMap.isEmpty());
  }
}

package dev.onr.steps;

import dev.onr.credential.UpstreamKey;

/** One run of a route's request steps. */
final class RequestPhase {
  private final RequestSteps steps;
  private final ClientRequest request;

  RequestPhase(RequestSteps steps, ClientRequest request) {
    this.steps = steps;
    this.request = request;
  }

  UpstreamRequest run(UpstreamKey key, String projectId) {
    Variables variables = Variables.of(key, projectId, request.model());
    String base = steps.target().base(variables);
    return new UpstreamRequest(
        request.method(),
        base + request.path(),
        new HeaderFields(),
        request.body().bytes(),
        variables.withMappedModel(steps.models().map(variables)).withBaseUrl(base));
  }
}

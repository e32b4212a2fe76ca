package dev.onr.steps;

import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import dev.onr.dialect.Losses;
import dev.onr.dialect.RouteFacts;
import dev.onr.json.JsonDocument;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a route's request steps, in the order that configurations count on: model name,
 * routing, validation, JSON steps, translation, headers.
 */
final class RequestPhase {
  private static final ObjectPath MODEL = new ObjectPath(List.of("model"));
  private static final String JSON = "application/json";

  private final RequestSteps steps;
  private final ClientRequest request;

  RequestPhase(RequestSteps steps, ClientRequest request) {
    this.steps = steps;
    this.request = request;
  }

  UpstreamRequest run(UpstreamKey key, String projectId) {
    Variables client = Variables.of(key, projectId, request.model().strip());
    Variables variables =
        client
            .withMappedModel(steps.models().map(client))
            .withBaseUrl(steps.target().base(client, key));
    String url = steps.target().url(request, variables, steps.translation().isPresent());
    Losses losses = new Losses();
    JsonValue root = request.body().root();
    JsonDocument document = root == null ? null : JsonDocument.of(root);
    byte[] edited = editedBody(document, variables, losses);
    HeaderFields headers = headers(variables, edited != null);
    byte[] body = edited != null ? edited : request.body().bytes();
    String method = steps.target().bedrock().isPresent() ? "POST" : request.method();
    return new UpstreamRequest(method, url, headers, body, variables, losses, document);
  }

  // The body was rewritten where it is no longer the client's own array.
  @SuppressWarnings("ReferenceEquality")
  UpstreamRequest authorize(UpstreamRequest prepared, Secret token) {
    Variables variables = prepared.variables().withAccessToken(token);
    boolean rewritten = prepared.body() != request.body().bytes();
    return prepared.with(headers(variables, rewritten), variables);
  }

  /** The body after all steps; null where its bytes stay as the client sent them. */
  private byte @Nullable [] editedBody(
      @Nullable JsonDocument document, Variables variables, Losses losses) {
    if (!steps.concernsBody() && !request.modelOverridden()) {
      return null;
    }
    if (document != null) {
      nameModel(document, variables);
    }
    check(document);
    JsonEditor editor = new JsonEditor(variables, request.headers());
    if (steps.translation().isPresent()) {
      JsonDocument readable = Translatable.body(request, document);
      steps.json().forEach(step -> editor.run(step, readable));
      RouteFacts route = new RouteFacts(model(readable, variables), request.stream());
      byte[] translated =
          Translatable.translate(steps.translation().get(), readable, route, losses);
      return afterMap(translated, editor);
    }
    if (document == null || request.body().isMultipart()) {
      // A form's bytes are never rewritten.
      return null;
    }
    steps.json().forEach(step -> editor.run(step, document));
    steps.afterMap().forEach(step -> editor.run(step, document));
    return document.isEdited() ? document.bytes() : null;
  }

  /** The model that the body names after all steps, else the one that the path names. */
  private static String model(JsonDocument document, Variables variables) {
    JsonValue named = document.find(MODEL);
    return named == null || named.string().isBlank() ? variables.mappedModel() : named.string();
  }

  private byte[] afterMap(byte[] translated, JsonEditor editor) {
    if (steps.afterMap().isEmpty()) {
      return translated;
    }
    JsonDocument document = JsonDocument.of(JsonValue.parse(translated));
    steps.afterMap().forEach(step -> editor.run(step, document));
    return document.bytes();
  }

  /** A body that names a model names the provider's; one that names none never gains one. */
  private static void nameModel(JsonDocument document, Variables variables) {
    if (!variables.mappedModel().isBlank() && document.find(MODEL) != null) {
      document.set(MODEL, JsonValue.of(variables.mappedModel()));
    }
  }

  private void check(@Nullable JsonDocument document) {
    if (!steps.rules().isEmpty()) {
      RuleCheck check = new RuleCheck(request, document);
      steps.rules().forEach(check::check);
    }
  }

  private HeaderFields headers(Variables variables, boolean rewritten) {
    HeaderFields headers = new HeaderFields();
    if (steps.target().bedrock().isPresent()) {
      if (steps.target().bedrock().get().invokes()) {
        headers.add("Content-Type", JSON);
        headers.add("Accept", JSON);
        return headers;
      }
      request.headers().all("Accept").forEach(value -> headers.add("Accept", value));
    }
    headers.add("Content-Type", contentType(rewritten));
    if (!rewritten) {
      // Only bytes that are still encoded may be declared so.
      for (String encoding : request.headers().all("Content-Encoding")) {
        if (!encoding.isBlank()) {
          headers.add("Content-Encoding", encoding);
        }
      }
    }
    HeaderEditor editor = new HeaderEditor(variables, request.headers(), headers);
    steps.headers().forEach(editor::run);
    if (steps.answerIsRead() && headers.first("Accept-Encoding") == null) {
      headers.add("Accept-Encoding", "gzip");
    }
    return headers;
  }

  private String contentType(boolean rewritten) {
    String client = request.headers().first("Content-Type");
    String type = client == null || steps.translation().isPresent() ? "" : client.strip();
    if (type.isEmpty() || (rewritten && !MediaType.parse(type).mentionsJson())) {
      return JSON;
    }
    return type;
  }
}
